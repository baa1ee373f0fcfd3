#!/usr/bin/env bash
# Installs Traffic Manager 4.7.0 as Traffic Manager 2 (east-tm2).
# Run it as root on its machine, with the whole bundle beside it: ./install.sh --help
set -euo pipefail

readonly INSTANCE=east-tm2
readonly PRODUCT='Traffic Manager 4.7.0'
readonly DISTRIBUTION=wso2am-tm-4.7.0
readonly START_SCRIPT=traffic-manager.sh
readonly SERVER_HOME=/opt/wso2/east-tm2
readonly SERVICE_USER=wso2carbon
readonly UNIT=wso2am-tm.service
readonly ENVIRONMENT_FILE=/etc/wso2am/east-tm2.env
readonly JAVA_MIN=21 JAVA_MAX=25
readonly DEFAULT_JAVA_HOME=/usr/lib/jvm/java-21-openjdk
readonly KEY_MANAGER_PROFILE=no
readonly STANDS_BY=no
# Name, what its value may be made of, and that in words.
readonly SECRETS=(
  'APIM_ADMIN_PASSWORD|^[A-Za-z0-9._~-]{5,30}$|5 to 30 letters, digits, dots, hyphens, underscores or tildes'
  'TLS_KEYSTORE_PASSWORD|^[A-Za-z0-9._~+/=@:%^,!*-]+$|letters, digits and ._~+/=@:%^,!*- only: the product escapes nothing'
  'PRIMARY_KEYSTORE_PASSWORD|^[A-Za-z0-9._~+/=@:%^,!*-]+$|letters, digits and ._~+/=@:%^,!*- only: the product escapes nothing'
  'TRUSTSTORE_PASSWORD|^[A-Za-z0-9._~+/=@:%^,!*-]+$|letters, digits and ._~+/=@:%^,!*- only: the product escapes nothing'
  'APIM_ENCRYPTION_KEY|^[0-9a-fA-F]{64}$|64 hexadecimal digits'
)
# Keystore, variable with its password, alias of its key.
readonly KEYSTORES=(
  'wso2am-primary.jks|PRIMARY_KEYSTORE_PASSWORD|wso2am'
  'wso2am-tls.jks|TLS_KEYSTORE_PASSWORD|wso2am'
  'client-truststore.jks|TRUSTSTORE_PASSWORD|'
)
# JDBC drivers that it needs: file name, and what to look for.
readonly DRIVERS=()
# Ports that it opens.
readonly PORTS=(5672 8672 9443 9611 9711 9763 9999 11111)
# Memory for all servers of its machine and the system, and disk for this one.
readonly MEMORY_MB=4096 DISK_MB=10240
# Names that it dials.
readonly PEERS=(
  cp.east.apim.example.com
  east-acp1.apim.example.com
  east-acp2.apim.example.com
  east-tm1.apim.example.com
)

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
bundle=$(cd "$here/../../.." && pwd)
readonly here bundle

root=${APIM_ROOT:-}
dry_run=no
uninstall=no
skip_kernel=no
machine_checks=yes
pack=${APIM_PACK:-}
secrets_file=${APIM_SECRETS:-}
keystore_folder=${APIM_KEYSTORES:-$bundle/security/keystores}
java_home=${APIM_JAVA_HOME:-}
drivers=()
problems=0
changes=0
doing=''

usage() {
  cat <<TEXT
Installs $PRODUCT as $INSTANCE into $SERVER_HOME. Running it again changes only what differs. It
checks everything first and changes nothing unless all is there; a server that runs is never stopped.

  --pack FILE|DIR      $DISTRIBUTION.zip of WSO2, the folder it unpacks to, or a folder that
                       holds either (APIM_PACK); not needed once it is unpacked
  --secrets FILE       lines of NAME=value (APIM_SECRETS); without it security/secrets.env of the
                       bundle, else what is installed. A variable of the environment goes first
  --keystores DIR      folder with the keystores, its own ones in a folder of its name (APIM_KEYSTORES);
                       else security/keystores
  --driver FILE        JDBC driver; may be given several times; else a match in drivers/ of the bundle
  --java-home DIR      JDK $JAVA_MIN to $JAVA_MAX (APIM_JAVA_HOME); else $DEFAULT_JAVA_HOME
  --skip-kernel        leave sysctl and limits alone
  --no-machine-checks  do not look at ports, memory, disk and names of this machine
  --root DIR           install below DIR, for machine images (APIM_ROOT): no user is made, no service
                       enabled, and the machine is not looked at
  --dry-run            check everything and say what would be done
  --uninstall          stop the server, and remove all that this script put there: its folder with
                       logs and embedded databases, service and secrets; with the last server of
                       this machine the limits and the user as well
TEXT
}

say() { printf '%s\n' "$*"; }

fail() {
  printf 'Error: %s\n' "$*" >&2
  exit 1
}

# Something that stops an installation; the search goes on for the others.
problem() {
  printf 'Error: %s\n' "$*" >&2
  problems=$((problems + 1))
}

warn() { printf 'Warning: %s\n' "$*" >&2; }

run() {
  if [[ $dry_run == yes ]]; then
    printf 'Would run: %s\n' "$*"
  else
    "$@"
  fi
}

argument() {
  [[ $# -ge 2 && -n $2 ]] || fail "$1 needs a value; see --help"
}

while [[ $# -gt 0 ]]; do
  case $1 in
    --pack) argument "$@"; pack=$2; shift 2 ;;
    --secrets) argument "$@"; secrets_file=$2; shift 2 ;;
    --keystores) argument "$@"; keystore_folder=$2; shift 2 ;;
    --driver) argument "$@"; drivers+=("$2"); shift 2 ;;
    --java-home) argument "$@"; java_home=$2; shift 2 ;;
    --root) argument "$@"; root=$2; shift 2 ;;
    --skip-kernel) skip_kernel=yes; shift ;;
    --no-machine-checks) machine_checks=no; shift ;;
    --uninstall) uninstall=yes; shift ;;
    --dry-run) dry_run=yes; shift ;;
    -h | --help) usage; exit 0 ;;
    *) fail "unknown option $1; see --help" ;;
  esac
done
root=${root%/}
readonly root home=$root$SERVER_HOME
readonly unit_file=$root/etc/systemd/system/$UNIT
readonly sysctl_file=$root/etc/sysctl.d/90-wso2am.conf limits_file=$root/etc/security/limits.d/90-wso2am.conf
readonly made_user=$root/etc/wso2am/.made-user
# One mark of what is installed whole, and the one that the service took along when it started.
readonly installed_mark=$home/.installed started_mark=$home/.started

if [[ -z $root && $dry_run == no && $(id -u) -ne 0 ]]; then
  fail 'run this as root: it makes a user, a service and files in /etc'
fi

# --- Undoing ------------------------------------------------------------------------------------------------------

scratch=$(mktemp -d)
readonly scratch
staging=''
touched=()

# Keeps a file as it is, to be put back if a later step fails.
remember() {
  if [[ -e $1 ]]; then cp -p "$1" "$scratch/kept.${#touched[@]}"; fi
  touched+=("$1")
}

put_back() {
  local at
  for ((at = ${#touched[@]} - 1; at >= 0; at--)); do
    if [[ -e $scratch/kept.$at ]]; then
      cp -p "$scratch/kept.$at" "${touched[at]}"
    else
      rm -f "${touched[at]}"
    fi
    rm -f "${touched[at]}.new"
  done
}

# Counts a change. From the first one on the server is not what its mark says, until all steps went through.
change() {
  changes=$((changes + 1))
  if [[ $dry_run == no && -f $installed_mark ]]; then
    remember "$installed_mark"
    rm -f "$installed_mark"
  fi
}

finish() {
  local status=$?
  if ((status != 0)) && [[ -n $doing ]]; then
    put_back
    printf 'Error: %s did not go through; the cause is above.
' "$doing" >&2
    printf 'Files that were there before are back as they were, and a server that runs was not stopped.
' >&2
    printf 'Remove the cause and run the same command again: it goes on from here.
' >&2
  fi
  if [[ -n $staging ]]; then rm -rf "$staging"; fi
  rm -rf "$scratch"
  if ((status != 0)); then exit 1; fi
}
trap finish EXIT

# --- Java ---------------------------------------------------------------------------------------------------------

# Debian and Ubuntu put the machine type behind the name that others use.
find_java() {
  local candidate
  for candidate in "$java_home" "$DEFAULT_JAVA_HOME" "$DEFAULT_JAVA_HOME-amd64" "$DEFAULT_JAVA_HOME-arm64"; do
    if [[ -n $candidate && -x $root$candidate/bin/java ]]; then
      java_home=$candidate
      return
    fi
    if [[ -n $java_home ]]; then break; fi
  done
  problem "no JDK in ${java_home:-$DEFAULT_JAVA_HOME}; install JDK $JAVA_MIN to $JAVA_MAX, or name it with --java-home"
  java_home=${java_home:-$DEFAULT_JAVA_HOME}
}

check_java() {
  local major
  find_java
  if [[ ! -x $root$java_home/bin/java ]]; then return; fi
  major=$("$root$java_home/bin/java" -version 2>&1 |
    awk -F'"' '/version/ && !seen { seen = 1; split($2, part, "."); n = part[1] == 1 ? part[2] : part[1]; sub(/[^0-9].*/, "", n); print n }')
  if [[ ! $major =~ ^[0-9]+$ ]]; then
    problem "$java_home/bin/java does not tell its version"
  elif ((major < JAVA_MIN || major > JAVA_MAX)); then
    problem "$java_home is JDK $major; $PRODUCT runs on $JAVA_MIN to $JAVA_MAX"
  fi
}

# --- Secrets ------------------------------------------------------------------------------------------------------

declare -A value=()

read_secrets() {
  local file=$1 line number=0
  [[ -r $file ]] || fail "cannot read $file"
  while IFS= read -r line || [[ -n $line ]]; do
    number=$((number + 1))
    line=${line%$'\r'}
    if [[ $line =~ ^[[:space:]]*(#.*)?$ ]]; then continue; fi
    [[ $line =~ ^([A-Z_][A-Z0-9_]*)=(.*)$ ]] || fail "line $number of $file is not NAME=value"
    value[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]}
  done <"$file"
}

load_secrets() {
  local rule name pattern words
  if [[ -n $secrets_file ]]; then
    read_secrets "$secrets_file"
  elif [[ -e $bundle/security/secrets.env ]]; then
    read_secrets "$bundle/security/secrets.env"
  elif [[ -e $root$ENVIRONMENT_FILE ]]; then
    read_secrets "$root$ENVIRONMENT_FILE"
  fi
  for rule in "${SECRETS[@]}"; do
    IFS='|' read -r name pattern words <<<"$rule"
    if [[ -n ${!name:-} ]]; then value[$name]=${!name}; fi
    # The embedded database comes with a password that WSO2 documents.
    if [[ $name == EMBEDDED_DB_PASSWORD && -z ${value[$name]:-} ]]; then value[$name]=wso2carbon; fi
    if [[ -z ${value[$name]:-} ]]; then
      problem "$name has no value; see security/secrets.env.example"
    elif [[ ! ${value[$name]} =~ $pattern ]]; then
      problem "$name must be $words"
    fi
  done
}

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

# Whether a keystore opens with the password of a variable, and holds a key of an alias.
opens() {
  local file=$1 variable=$2 alias=$3 arguments
  arguments=(-list -keystore "$file" -storepass:env KEYSTORE_PASSWORD)
  if [[ -n $alias ]]; then arguments+=(-alias "$alias"); fi
  KEYSTORE_PASSWORD=${value[$variable]:-} "$root$java_home/bin/keytool" "${arguments[@]}" >/dev/null 2>&1
}

# Whether the server has this value of a variable already.
is_installed() {
  [[ -n ${value[$1]:-} ]] && grep -qxF "$1=${value[$1]}" "$root$ENVIRONMENT_FILE" 2>/dev/null
}

# Leaves in place_keystores what to put where.
place_keystores=()
check_keystores() {
  local spec file variable alias source installed
  for spec in "${KEYSTORES[@]}"; do
    IFS='|' read -r file variable alias <<<"$spec"
    source=$keystore_folder/$(basename "$here")/$file
    if [[ ! -f $source ]]; then source=$keystore_folder/$file; fi
    installed=$home/repository/resources/security/$file
    if [[ -f $installed ]] && is_installed "$variable" && { [[ ! -f $source ]] || cmp -s "$source" "$installed"; }; then
      continue
    fi
    if [[ ! -f $source && -f $installed ]] && opens "$installed" "$variable" "$alias"; then continue; fi
    if [[ ! -f $source ]]; then
      problem "$source is missing; security/create-keystores.sh makes it, or your own authority"
      continue
    fi
    if [[ -x $root$java_home/bin/keytool ]] && ! opens "$source" "$variable" "$alias"; then
      problem "$source does not open with $variable${alias:+, or has no key named $alias}"
    fi
    place_keystores+=("$source|$installed")
  done
}

copy_keystores() {
  local pair
  for pair in ${place_keystores[@]+"${place_keystores[@]}"}; do place 0640 "${pair%%|*}" "${pair#*|}"; done
}

matches() {
  local pattern=$1 name=$2
  # shellcheck disable=SC2254 # The pattern is meant to be one.
  case $name in
    $pattern) return 0 ;;
    *) return 1 ;;
  esac
}

place_drivers=()
check_drivers() {
  local spec pattern words file found library=$home/repository/components/lib
  for spec in "${DRIVERS[@]}"; do
    IFS='|' read -r pattern words <<<"$spec"
    found=''
    for file in ${drivers[@]+"${drivers[@]}"} "$bundle"/drivers/*.jar "$library"/*.jar; do
      if [[ -f $file ]] && matches "$pattern" "$(basename "$file")"; then
        found=$file
        break
      fi
    done
    if [[ -z $found ]]; then
      problem "no $pattern ($words); name it with --driver, or put it into drivers/ of the bundle"
    elif [[ $found != "$library"/* ]]; then
      place_drivers+=("$found")
    fi
  done
}

copy_drivers() {
  local file
  for file in ${place_drivers[@]+"${place_drivers[@]}"}; do
    place 0640 "$file" "$home/repository/components/lib/$(basename "$file")"
  done
}

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

# --- The machine --------------------------------------------------------------------------------------------------

# Whether the server runs already: then its ports are its own.
runs() {
  local pid
  if systemctl is-active --quiet "$UNIT" 2>/dev/null; then return 0; fi
  pid=$(cat "$home/wso2carbon.pid" 2>/dev/null) || return 1
  [[ $pid =~ ^[0-9]+$ ]] && kill -0 "$pid" 2>/dev/null
}

check_ports() {
  local port taken
  if ! command -v ss >/dev/null; then
    warn 'ss is missing, so nobody looked whether the ports are free'
    return
  fi
  if runs; then return; fi
  taken=$(ss -Hltn | awk '{ sub(/.*:/, "", $4); print $4 }')
  for port in "${PORTS[@]}"; do
    if grep -qx "$port" <<<"$taken"; then
      problem "another program listens on port $port (ss -ltnp shows which); stop it, or draw this server with a port offset"
    fi
  done
}

check_memory() {
  local there
  there=$(awk '/^MemTotal:/ { print int($2 / 1024) }' /proc/meminfo)
  # Firmware keeps a part of what is built in.
  if ((there < MEMORY_MB * 9 / 10)); then
    problem "this machine has $there MB of memory; its servers need $MEMORY_MB MB with the system"
  fi
}

check_disk() {
  local place=$SERVER_HOME free
  if [[ -f $home/.distribution ]]; then return; fi
  while [[ ! -d $place ]]; do place=$(dirname "$place"); done
  free=$(df -Pk "$place" | awk 'NR == 2 { print int($4 / 1024) }')
  if ((free < DISK_MB)); then problem "$place has $free MB free; the server needs $DISK_MB MB"; fi
}

check_names() {
  local name
  for name in "${PEERS[@]}"; do
    getent ahosts "$name" >/dev/null ||
      problem "$name does not resolve here; use DNS, or add network/hosts of the bundle to /etc/hosts"
  done
}

check_machine() {
  if [[ -n $root || $machine_checks == no ]]; then return; fi
  command -v systemctl >/dev/null || problem 'systemctl is missing; the server is a service of systemd'
  check_ports
  check_memory
  check_disk
  check_names
}

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
