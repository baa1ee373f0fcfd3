# --- Removal ------------------------------------------------------------------------------------------------------

remove() {
  local path
  for path in "$@"; do
    if [[ ! -e $path ]]; then continue; fi
    changes=$((changes + 1))
    if [[ $dry_run == yes ]]; then
      say "Would remove ${path#"$root"}."
      continue
    fi
    say "Removing ${path#"$root"}."
    rm -rf "$path"
    # Below --root the folders are ours too; on a machine they belong to the system.
    if [[ -n $root ]]; then
      (cd "$root" && path=${path#"$root/"} && rmdir -p --ignore-fail-on-non-empty "${path%/*}" 2>/dev/null) || true
    fi
  done
}

other_servers() {
  local file
  for file in "$root"/etc/wso2am/*.env; do
    if [[ -e $file && $file != "$root$ENVIRONMENT_FILE" ]]; then return 0; fi
  done
  return 1
}

remove_server() {
  local user=''
  if [[ -d $home && ! -f $home/.distribution && -n $(ls -A "$home") ]]; then
    fail "$SERVER_HOME has content that this script did not put there; nothing was removed"
  fi
  if [[ -e $unit_file && -z $root ]]; then run systemctl disable --now "$UNIT"; fi
  remove "$unit_file"
  if [[ -z $root ]] && command -v systemctl >/dev/null; then run systemctl daemon-reload; fi
  remove "$home" "$root$ENVIRONMENT_FILE"
  if [[ -z $root && $dry_run == no ]]; then rmdir --ignore-fail-on-non-empty "$(dirname "$home")" 2>/dev/null || true; fi
  if other_servers; then
    say 'Limits and user stay, for the other servers of this machine.'
  else
    if [[ -e $made_user ]]; then user=$(<"$made_user"); fi
    remove "$sysctl_file" "$limits_file" "$made_user"
    if [[ -z $root && -n $user ]]; then run userdel "$user"; fi
    if [[ -z $root && $dry_run == no ]]; then rmdir --ignore-fail-on-non-empty /etc/wso2am 2>/dev/null || true; fi
  fi
  if ((changes == 0)); then
    say "$INSTANCE is not installed."
  elif [[ $dry_run == yes ]]; then
    say 'Nothing was changed.'
  else
    say "$INSTANCE is removed. Kernel settings last until the next start of the machine; its databases elsewhere are untouched."
  fi
}
