# --- The order ----------------------------------------------------------------------------------------------------

if [[ $uninstall == yes ]]; then
  remove_server
  exit 0
fi

check_java
load_secrets
check_user
check_pack
check_keystores
check_drivers
check_machine
if ((problems == 1)); then
  fail 'one problem stands in the way of the installation; nothing was changed'
elif ((problems > 1)); then
  fail "$problems problems stand in the way of the installation; nothing was changed"
fi

step() {
  doing=$1
  "$2"
}
step 'Making the user' make_user
step 'Unpacking the pack' unpack
step 'Setting the profile' set_profile
step 'Copying the configuration' copy_files
step 'Copying the keystores' copy_keystores
step 'Copying the JDBC driver' copy_drivers
step 'Writing the secrets' write_environment
step 'Giving the files to the user' set_owner
step 'Setting limits' set_limits
step 'Making the service' set_service
step 'Noting what is installed' mark_installed
doing=''

if ((changes == 0)); then
  say "$INSTANCE is installed as the bundle says; nothing was to be changed."
  if [[ -z $root ]] && runs && ! is_current; then
    say "It still runs with what it had before: systemctl restart $UNIT"
  fi
elif [[ $dry_run == yes ]]; then
  say 'Nothing was changed. Without --dry-run the installation would go through.'
elif [[ -n $root ]]; then
  say "$INSTANCE is installed below $root."
elif runs; then
  say "$INSTANCE is installed, and still runs with what it had before: systemctl restart $UNIT"
elif [[ $STANDS_BY == yes ]]; then
  say "$INSTANCE is installed, and stands by: start it when its datacenter is promoted, as README.md says."
else
  say "$INSTANCE is installed. Start it in the order of README.md: systemctl start $UNIT"
fi
