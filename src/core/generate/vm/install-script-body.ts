/** The part of install.sh that is the same for every server; it reads the variables above it. */
export const INSTALL_BODY = `here=$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)
bundle=$(cd "$here/../../.." && pwd)
readonly here bundle

root=''
dry_run=no
skip_kernel=no
pack=\${APIM_PACK:-}
secrets_file=\${APIM_SECRETS:-}
keystore_folder=\${APIM_KEYSTORES:-$bundle/security/keystores}
java_home=\${APIM_JAVA_HOME:-}
drivers=()
problems=0

usage() {
  cat <<TEXT
Installs $PRODUCT as $INSTANCE into $SERVER_HOME. Running it again changes only what differs.

  --pack FILE|DIR      $DISTRIBUTION.zip of WSO2, the folder it unpacks to, or a folder that
                       holds either (APIM_PACK); not needed once it is unpacked
  --secrets FILE       lines of NAME=value (APIM_SECRETS); without it security/secrets.env of the
                       bundle, else what is installed. A variable of the environment goes first
  --keystores DIR      folder with the keystores (APIM_KEYSTORES); else security/keystores
  --driver FILE        JDBC driver; may be given several times; else a match in drivers/ of the bundle
  --java-home DIR      JDK $JAVA_MIN to $JAVA_MAX (APIM_JAVA_HOME); else $DEFAULT_JAVA_HOME
  --skip-kernel        leave sysctl and limits alone
  --root DIR           install below DIR, for machine images: no user is made, no service enabled
  --dry-run            check everything and say what would be done
TEXT
}

say() { printf '%s\\n' "$*"; }

fail() {
  printf 'Error: %s\\n' "$*" >&2
  exit 1
}

# Something that stops an installation; a dry run goes on to find the others.
problem() {
  [[ $dry_run == yes ]] || fail "$@"
  printf 'Error: %s\\n' "$*" >&2
  problems=$((problems + 1))
}

warn() { printf 'Warning: %s\\n' "$*" >&2; }

run() {
  if [[ $dry_run == yes ]]; then
    printf 'Would run: %s\\n' "$*"
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
    --root) argument "$@"; root=\${2%/}; shift 2 ;;
    --skip-kernel) skip_kernel=yes; shift ;;
    --dry-run) dry_run=yes; shift ;;
    -h | --help) usage; exit 0 ;;
    *) fail "unknown option $1; see --help" ;;
  esac
done
readonly home=$root$SERVER_HOME

if [[ -z $root && $dry_run == no && $(id -u) -ne 0 ]]; then
  fail 'run this as root: it makes a user, a service and files in /etc'
fi

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
  problem "no JDK in \${java_home:-$DEFAULT_JAVA_HOME}; install JDK $JAVA_MIN to $JAVA_MAX, or name it with --java-home"
  java_home=\${java_home:-$DEFAULT_JAVA_HOME}
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
    line=\${line%$'\\r'}
    if [[ $line =~ ^[[:space:]]*(#.*)?$ ]]; then continue; fi
    [[ $line =~ ^([A-Z_][A-Z0-9_]*)=(.*)$ ]] || fail "line $number of $file is not NAME=value"
    value[\${BASH_REMATCH[1]}]=\${BASH_REMATCH[2]}
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
  for rule in "\${SECRETS[@]}"; do
    IFS='|' read -r name pattern words <<<"$rule"
    if [[ -n \${!name:-} ]]; then value[$name]=\${!name}; fi
    # The embedded database comes with a password that WSO2 documents.
    if [[ $name == EMBEDDED_DB_PASSWORD && -z \${value[$name]:-} ]]; then value[$name]=wso2carbon; fi
    if [[ -z \${value[$name]:-} ]]; then
      problem "$name has no value; see security/secrets.env.example"
    elif [[ ! \${value[$name]} =~ $pattern ]]; then
      problem "$name must be $words"
    fi
  done
}

# --- The server ---------------------------------------------------------------------------------------------------

make_user() {
  if getent passwd "$SERVICE_USER" >/dev/null; then return; fi
  if [[ -n $root ]]; then
    say "The image needs a user $SERVICE_USER that owns $SERVER_HOME."
    return
  fi
  run useradd --system --user-group --home-dir "$SERVER_HOME" --no-create-home --shell /usr/sbin/nologin "$SERVICE_USER"
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

unpack() {
  local source installed staging
  if [[ -f $home/.distribution ]]; then
    installed=$(<"$home/.distribution")
    if [[ $installed != "$DISTRIBUTION" ]]; then
      fail "$SERVER_HOME holds $installed; move it away first, for instance to $SERVER_HOME.$installed"
    fi
    say "$DISTRIBUTION is unpacked in $SERVER_HOME."
    return
  fi
  if [[ -d $home && -n $(ls -A "$home") ]]; then
    problem "$SERVER_HOME has content that this script did not put there; move it away"
    return
  fi
  source=$(find_pack)
  if [[ -z $source ]]; then
    problem "found no $DISTRIBUTION.zip in '\${pack:-nothing}'; get it from WSO2 and name it with --pack"
    return
  fi
  say "Unpacking $source into $SERVER_HOME."
  if [[ $dry_run == yes ]]; then return; fi
  mkdir -p "$(dirname "$home")"
  staging=$(mktemp -d "$(dirname "$home")/.unpack.XXXXXX")
  if [[ -f $source ]]; then
    command -v unzip >/dev/null || fail 'unzip is missing; install it'
    unzip -q "$source" -d "$staging"
    [[ -f $staging/$DISTRIBUTION/bin/$START_SCRIPT ]] ||
      fail "$source has no $DISTRIBUTION/bin/$START_SCRIPT: is it the right pack and version?"
  else
    cp -a "$source" "$staging/$DISTRIBUTION"
  fi
  if [[ -d $home ]]; then rmdir "$home"; fi
  mv "$staging/$DISTRIBUTION" "$home"
  rmdir "$staging"
  printf '%s\\n' "$DISTRIBUTION" >"$home/.distribution"
}

# Cuts the control plane pack down to a Key Manager. It would replace deployment.toml, so it goes before the files.
set_profile() {
  if [[ $KEY_MANAGER_PROFILE == no || -e $home/.key-manager-profile ]]; then return; fi
  say 'Setting the Key Manager profile.'
  if [[ $dry_run == yes ]]; then return; fi
  (cd "$home" && JAVA_HOME=$root$java_home sh bin/profileSetup.sh -Dprofile=key-manager --skipConfigOptimization)
  : >"$home/.key-manager-profile"
}

# Puts a file in place when it differs. The deployment.toml that was there stays as deployment.toml.previous.
place() {
  local mode=$1 from=$2 to=$3
  if [[ -f $to ]] && cmp -s "$from" "$to"; then return; fi
  say "Writing \${to#"$root"}."
  if [[ $dry_run == yes ]]; then return; fi
  mkdir -p "$(dirname "$to")"
  if [[ -f $to && $to == */deployment.toml ]]; then cp -p "$to" "$to.previous"; fi
  install -m "$mode" "$from" "$to"
}

# Some files hold a password as text of a URL, for the product reads no variable there.
fill_in() {
  ADMIN_PASSWORD=\${value[APIM_ADMIN_PASSWORD]:-} awk '
    BEGIN { mark = "@APIM_ADMIN_PASSWORD@" }
    {
      while ((at = index($0, mark)) > 0)
        $0 = substr($0, 1, at - 1) ENVIRON["ADMIN_PASSWORD"] substr($0, at + length(mark))
      print
    }' "$1"
}

copy_files() {
  local file relative filled
  filled=$(mktemp)
  while IFS= read -r -d '' file; do
    relative=\${file#"$here/"}
    fill_in "$file" >"$filled"
    place 0640 "$filled" "$home/$relative"
  done < <(find "$here/repository" -type f -print0 | sort -z)
  rm -f "$filled"
}

# Whether a keystore opens with the password of a variable, and holds a key of an alias.
opens() {
  local file=$1 variable=$2 alias=$3 arguments
  arguments=(-list -keystore "$file" -storepass:env KEYSTORE_PASSWORD)
  if [[ -n $alias ]]; then arguments+=(-alias "$alias"); fi
  KEYSTORE_PASSWORD=\${value[$variable]:-} "$root$java_home/bin/keytool" "\${arguments[@]}" >/dev/null 2>&1
}

check_keystores() {
  local spec file variable alias source installed
  for spec in "\${KEYSTORES[@]}"; do
    IFS='|' read -r file variable alias <<<"$spec"
    source=$keystore_folder/$file
    installed=$home/repository/resources/security/$file
    if [[ ! -f $source && -f $installed ]] && opens "$installed" "$variable" "$alias"; then continue; fi
    if [[ ! -f $source ]]; then
      problem "$source is missing; security/create-keystores.sh makes it, or your own authority"
      continue
    fi
    if [[ -x $root$java_home/bin/keytool ]] && ! opens "$source" "$variable" "$alias"; then
      problem "$source does not open with $variable\${alias:+, or has no key named $alias}"
    fi
    place 0640 "$source" "$installed"
  done
}

matches() {
  local pattern=$1 name=$2
  # shellcheck disable=SC2254 # The pattern is meant to be one.
  case $name in
    $pattern) return 0 ;;
    *) return 1 ;;
  esac
}

check_drivers() {
  local spec pattern words file found library=$home/repository/components/lib
  for spec in "\${DRIVERS[@]}"; do
    IFS='|' read -r pattern words <<<"$spec"
    found=''
    for file in "\${drivers[@]}" "$bundle"/drivers/*.jar "$library"/*.jar; do
      if [[ -f $file ]] && matches "$pattern" "$(basename "$file")"; then
        found=$file
        break
      fi
    done
    if [[ -z $found ]]; then
      problem "no $pattern ($words); name it with --driver, or put it into drivers/ of the bundle"
    elif [[ $found != "$library"/* ]]; then
      place 0640 "$found" "$library/$(basename "$found")"
    fi
  done
}

write_environment() {
  local rule name staged
  staged=$(mktemp)
  {
    printf 'JAVA_HOME=%s\\n' "$java_home"
    for rule in "\${SECRETS[@]}"; do
      name=\${rule%%|*}
      printf '%s=%s\\n' "$name" "\${value[$name]:-}"
    done
  } >"$staged"
  place 0600 "$staged" "$root$ENVIRONMENT_FILE"
  rm -f "$staged"
}

set_owner() {
  if [[ -n $root ]]; then return; fi
  run chown -R "$SERVICE_USER:$SERVICE_USER" "$SERVER_HOME"
}

set_limits() {
  if [[ $skip_kernel == yes ]]; then return; fi
  place 0644 "$bundle/common/host/sysctl.conf" "$root/etc/sysctl.d/90-wso2am.conf"
  place 0644 "$bundle/common/host/limits.conf" "$root/etc/security/limits.d/90-wso2am.conf"
  if [[ -n $root ]]; then return; fi
  run sysctl -q -p /etc/sysctl.d/90-wso2am.conf || warn 'not every kernel setting could be set here'
}

set_service() {
  place 0644 "$here/$UNIT" "$root/etc/systemd/system/$UNIT"
  if [[ -n $root ]]; then return; fi
  run systemctl daemon-reload
  run systemctl enable "$UNIT"
}

check_names() {
  local name
  if [[ -n $root ]]; then return; fi
  for name in "\${PEERS[@]}"; do
    getent hosts "$name" >/dev/null || warn "$name does not resolve here; use DNS or network/hosts of the bundle"
  done
}

check_java
load_secrets
make_user
unpack
set_profile
copy_files
check_keystores
check_drivers
write_environment
set_owner
set_limits
set_service
check_names

if ((problems > 0)); then
  fail "$problems problems stand in the way of the installation"
fi
if [[ $dry_run == yes ]]; then
  say 'Nothing was changed. Without --dry-run the installation would go through.'
elif [[ -n $root ]]; then
  say "$INSTANCE is installed below $root."
else
  say "$INSTANCE is installed. Start it in the order of README.md: systemctl start $UNIT"
fi`
