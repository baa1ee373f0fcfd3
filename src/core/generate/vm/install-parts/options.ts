import { FAIL, HERE } from '../../shared/script-parts'

/** Its options, and how it speaks. */
export const OPTIONS = `${HERE}
bundle=$(cd "$here/../../.." && pwd)
readonly here bundle

root=\${APIM_ROOT:-}
dry_run=no
uninstall=no
skip_kernel=no
machine_checks=yes
pack=\${APIM_PACK:-}
secrets_file=\${APIM_SECRETS:-}
keystore_folder=\${APIM_KEYSTORES:-$bundle/security/keystores}
java_home=\${APIM_JAVA_HOME:-}
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

say() { printf '%s\\n' "$*"; }

${FAIL}

# Something that stops an installation; the search goes on for the others.
problem() {
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
    --root) argument "$@"; root=$2; shift 2 ;;
    --skip-kernel) skip_kernel=yes; shift ;;
    --no-machine-checks) machine_checks=no; shift ;;
    --uninstall) uninstall=yes; shift ;;
    --dry-run) dry_run=yes; shift ;;
    -h | --help) usage; exit 0 ;;
    *) fail "unknown option $1; see --help" ;;
  esac
done
root=\${root%/}
readonly root home=$root$SERVER_HOME
readonly unit_file=$root/etc/systemd/system/$UNIT
readonly sysctl_file=$root/etc/sysctl.d/90-wso2am.conf limits_file=$root/etc/security/limits.d/90-wso2am.conf
readonly made_user=$root/etc/wso2am/.made-user
# One mark of what is installed whole, and the one that the service took along when it started.
readonly installed_mark=$home/.installed started_mark=$home/.started

if [[ -z $root && $dry_run == no && $(id -u) -ne 0 ]]; then
  fail 'run this as root: it makes a user, a service and files in /etc'
fi`
