# --- The server ---------------------------------------------------------------------------------------------------

check_user() {
  if [[ $(id -u "$SERVICE_USER" 2>/dev/null) == 0 ]]; then
    problem "the user $SERVICE_USER is root; servers run as a user of their own"
  fi
}

make_user() {
  if getent passwd "$SERVICE_USER" >/dev/null; then return; fi
  if [[ -n $root ]]; then
    say "The image needs a user $SERVICE_USER that owns $SERVER_HOME."
    return
  fi
  run useradd --system --user-group --home-dir "$SERVER_HOME" --no-create-home --shell /usr/sbin/nologin "$SERVICE_USER"
  if [[ $dry_run == yes ]]; then return; fi
  mkdir -p "$(dirname "$made_user")"
  printf '%s
' "$SERVICE_USER" >"$made_user"
}

# Prints the zip or folder that --pack leads to.
find_pack() {
  if [[ -f $pack && $pack == *.zip ]]; then
    printf '%s' "$pack"
  elif [[ -d $pack && -f $pack/bin/$START_SCRIPT ]]; then
    printf '%s' "$pack"
  elif [[ -d $pack && -f $pack/$DISTRIBUTION.zip ]]; then
    printf '%s' "$pack/$DISTRIBUTION.zip"
  elif [[ -d $pack && -f $pack/$DISTRIBUTION/bin/$START_SCRIPT ]]; then
    printf '%s' "$pack/$DISTRIBUTION"
  fi
}

# Leaves in source what to unpack, or nothing when it is unpacked.
check_pack() {
  local installed
  source=''
  if [[ -f $home/.distribution ]]; then
    installed=$(<"$home/.distribution")
    if [[ $installed != "$DISTRIBUTION" ]]; then
      problem "$SERVER_HOME holds $installed; stop it and move it away first, for instance to $SERVER_HOME.$installed"
    fi
    return
  fi
  if [[ -d $home && -n $(ls -A "$home") ]]; then
    problem "$SERVER_HOME has content that this script did not put there; move it away"
    return
  fi
  source=$(find_pack)
  if [[ -z $source ]]; then
    problem "found no $DISTRIBUTION.zip in '${pack:-nothing}'; get it from WSO2 and name it with --pack"
  elif [[ -f $source ]]; then
    if ! command -v unzip >/dev/null; then
      problem 'unzip is missing; install it'
    elif ! unzip -Z1 "$source" "$DISTRIBUTION/bin/$START_SCRIPT" >/dev/null 2>&1; then
      problem "$source has no $DISTRIBUTION/bin/$START_SCRIPT: is it the right pack and version?"
    fi
  fi
}

unpack() {
  if [[ -z $source ]]; then
    say "$DISTRIBUTION is unpacked in $SERVER_HOME."
    return
  fi
  say "Unpacking $source into $SERVER_HOME."
  change
  if [[ $dry_run == yes ]]; then return; fi
  mkdir -p "$(dirname "$home")"
  staging=$(mktemp -d "$(dirname "$home")/.unpack.XXXXXX")
  if [[ -f $source ]]; then
    unzip -q "$source" -d "$staging"
  else
    cp -a "$source" "$staging/$DISTRIBUTION"
  fi
  # A pack that is not whole never becomes the server: its profile is set before it takes its place.
  set_profile_in "$staging/$DISTRIBUTION"
  printf '%s
' "$DISTRIBUTION" >"$staging/$DISTRIBUTION/.distribution"
  if [[ -d $home ]]; then rmdir "$home"; fi
  mv "$staging/$DISTRIBUTION" "$home"
  rmdir "$staging"
  staging=''
}

# Cuts the control plane pack down to a Key Manager. It would replace deployment.toml, so it goes before the files, and
# is told to leave that one alone as well.
set_profile_in() {
  if [[ $KEY_MANAGER_PROFILE == no || -e $1/.key-manager-profile ]]; then return; fi
  say 'Setting the Key Manager profile.'
  change
  if [[ $dry_run == yes ]]; then return; fi
  (cd "$1" && JAVA_HOME=$root$java_home sh bin/profileSetup.sh -Dprofile=key-manager --skipConfigOptimization)
  : >"$1/.key-manager-profile"
}

set_profile() {
  if [[ -d $home ]]; then set_profile_in "$home"; fi
}
