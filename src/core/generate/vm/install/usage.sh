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
