write_environment() {
  local rule name staged=$scratch/environment
  {
    printf 'JAVA_HOME=%s\n' "$java_home"
    for rule in "${SECRETS[@]}"; do
      name=${rule%%|*}
      printf '%s=%s\n' "$name" "${value[$name]:-}"
    done
  } >"$staged"
  place 0600 "$staged" "$root$ENVIRONMENT_FILE"
}

# Passwords stand in files that the server writes at its start.
close_home() {
  if [[ ! -d $home || $(stat -c %a "$home") == 750 ]]; then return; fi
  change
  run chmod 0750 "$home"
}

set_owner() {
  close_home
  if [[ -n $root ]] || { ((changes == 0)) && [[ -f $installed_mark ]]; }; then return; fi
  run chown -R "$SERVICE_USER:$SERVICE_USER" "$SERVER_HOME"
}

set_limits() {
  if [[ $skip_kernel == yes ]]; then return; fi
  place 0644 "$bundle/common/host/sysctl.conf" "$sysctl_file"
  place 0644 "$bundle/common/host/limits.conf" "$limits_file"
  if [[ -n $root ]]; then return; fi
  run sysctl -q -p /etc/sysctl.d/90-wso2am.conf || warn 'not every kernel setting could be set here'
}

set_service() {
  place 0644 "$here/$UNIT" "$unit_file"
  if [[ -n $root ]]; then return; fi
  run systemctl daemon-reload
  # One that stands by must not start with its machine either.
  if [[ $STANDS_BY == no ]]; then run systemctl enable "$UNIT"; fi
}

# A run that was stopped half-way left no mark, so the next one counts as a change although all files are in place.
mark_installed() {
  local staged=$scratch/mark
  if [[ -f $installed_mark ]]; then return; fi
  changes=$((changes + 1))
  if [[ $dry_run == yes ]]; then return; fi
  printf '%s %s\n' "$(date +%s%N)" "$RANDOM" >"$staged"
  install -m 0644 "$staged" "$installed_mark"
}

# Whether the service was started with what is installed now.
is_current() {
  cmp -s "$installed_mark" "$started_mark"
}
