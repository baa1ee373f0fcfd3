# Puts a file in place when it differs. The deployment.toml that was there stays as deployment.toml.previous.
place() {
  local mode=$1 from=$2 to=$3
  if [[ -f $to && $(stat -c %a "$to") == "${mode#0}" ]] && cmp -s "$from" "$to"; then return; fi
  say "Writing ${to#"$root"}."
  change
  if [[ $dry_run == yes ]]; then return; fi
  mkdir -p "$(dirname "$to")"
  remember "$to"
  if [[ -f $to && $to == */deployment.toml ]]; then
    remember "$to.previous"
    cp -p "$to" "$to.previous"
  fi
  # A server that starts meanwhile sees the old file or the new one, and never half of it.
  install -m "$mode" "$from" "$to.new"
  mv -f "$to.new" "$to"
}

# Some files hold a password as text of a URL, for the product reads no variable there.
fill_in() {
  ADMIN_PASSWORD=${value[APIM_ADMIN_PASSWORD]:-} awk '
    BEGIN { mark = "@APIM_ADMIN_PASSWORD@" }
    {
      while ((at = index($0, mark)) > 0)
        $0 = substr($0, 1, at - 1) ENVIRON["ADMIN_PASSWORD"] substr($0, at + length(mark))
      print
    }' "$1"
}

copy_files() {
  local file relative filled=$scratch/filled
  while IFS= read -r -d '' file; do
    relative=${file#"$here/"}
    fill_in "$file" >"$filled"
    place 0640 "$filled" "$home/$relative"
  done < <(find "$here/repository" -type f -print0 | sort -z)
}
