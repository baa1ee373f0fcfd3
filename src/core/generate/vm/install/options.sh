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
