fill() {
  local spec database user variable folder script tables
  [[ $REPLICATED == no ]] ||
    fail 'replicated databases take the scripts of dbscripts/multi-dc, edited per datacenter; see README.md'
  for spec in "${SCHEMAS[@]}"; do
    IFS='|' read -r database user variable folder <<<"$spec"
    script=$dbscripts/$folder$SCRIPT
    [[ -r $script ]] || fail "$script does not exist; is $dbscripts the dbscripts folder of a control plane or All-in-One?"
    tables=$(count_tables "$database" "$user" "${!variable}")
    if ((tables > 0)); then
      say "$database has $tables tables; its script is not run again."
      continue
    fi
    say "Running $script in $database."
    run_script "$database" "$user" "${!variable}" "$script" ||
      fail "$script stopped, and $database is half filled. Remove the cause, drop the database, and run this again."
  done
}

load_passwords
say "Creating databases and users on $host."
create
if [[ -n $dbscripts ]]; then fill; fi
say 'Done.'
