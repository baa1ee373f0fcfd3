# Names of the tables that a script makes.
tables_of() {
  sed -nE 's/^[[:space:]]*create table (if not exists )?["`[]?([a-z0-9_.]+).*/\2/Ip' "$1" | tr '[:upper:]' '[:lower:]' | sort -u
}

failed=0
for schema in "${SCHEMAS[@]}"; do
  IFS='|' read -r host port database user variable script <<<"$schema"
  file="$DBSCRIPTS/$script"
  [[ -r $file ]] || { printf 'The image has no dbscripts/%s.\n' "$script" >&2; exit 1; }
  wanted="$(tables_of "$file" | wc -l)"
  found="$(count_tables "$user" "${!variable}" "$database")"
  if ((found >= wanted && found > 0)); then
    printf '%s on %s has its %s tables; nothing is changed.\n' "$database" "$host" "$found"
  elif ((found > 0)); then
    printf '%s on %s has %s tables of %s: an earlier run was cut off. Empty the database, then run this again.\n' \
      "$database" "$host" "$found" "$wanted" >&2
    failed=1
  else
    printf 'Making %s tables in %s on %s.\n' "$wanted" "$database" "$host"
    run_script "$user" "${!variable}" "$database" "$file"
  fi
done
exit "$failed"
