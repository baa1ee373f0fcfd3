#!/usr/bin/env bash
# Creates the databases and users of APIM databases (db1). Safe to run again.
set -euo pipefail

readonly SQL_FILE=create-mysql.sql
readonly DEFAULT_HOST=db.apim.example.com DEFAULT_PORT=3306 DEFAULT_ADMIN=root
readonly SCRIPT=mysql.sql
readonly REPLICATED=no
readonly PASSWORD_PATTERN='^[A-Za-z0-9._~+/=@:%^,!*-]+$'
readonly PASSWORD_RULE='letters, digits and ._~+/=@:%^,!*- only: the product escapes nothing'
# Environment variable of each password, and the session variable that the SQL reads.
readonly PASSWORDS=(
  'SHARED_DB_PASSWORD|@shared_db_password'
  'APIM_DB_PASSWORD|@apim_db_password'
)
# Database, its user, the variable of the password, and where WSO2 keeps its tables.
readonly SCHEMAS=(
  'shared_db|sharedadmin|SHARED_DB_PASSWORD|'
  'apim_db|apimadmin|APIM_DB_PASSWORD|apimgt/'
)

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here

host=$DEFAULT_HOST
port=$DEFAULT_PORT
admin=$DEFAULT_ADMIN
secrets_file=${APIM_SECRETS:-$here/../../security/secrets.env}
dbscripts=''

usage() {
  cat <<TEXT
Creates databases and users on $DEFAULT_HOST, and with --dbscripts their tables.

  --host NAME        server, or a folder with its socket (default $DEFAULT_HOST)
  --port NUMBER      (default $DEFAULT_PORT)
  --admin USER       administrator (default $DEFAULT_ADMIN); password in DB_ADMIN_PASSWORD
  --secrets FILE     lines of NAME=value (APIM_SECRETS); else security/secrets.env of the bundle.
                     A variable of the environment goes first
  --dbscripts DIR    dbscripts of an unpacked WSO2 server; runs its scripts where there is no table yet
TEXT
}

say() { printf '%s\n' "$*"; }

fail() {
  printf 'Error: %s\n' "$*" >&2
  exit 1
}

while [[ $# -gt 0 ]]; do
  case $1 in
    --host | --port | --admin | --secrets | --dbscripts)
      [[ $# -ge 2 && -n $2 ]] || fail "$1 needs a value; see --help"
      case $1 in
        --host) host=$2 ;;
        --port) port=$2 ;;
        --admin) admin=$2 ;;
        --secrets) secrets_file=$2 ;;
        --dbscripts) dbscripts=${2%/} ;;
      esac
      shift 2
      ;;
    -h | --help) usage; exit 0 ;;
    *) fail "unknown option $1; see --help" ;;
  esac
done

load_passwords() {
  local line name
  for name in "${PASSWORDS[@]}"; do
    name=${name%%|*}
    if [[ -z ${!name:-} && -r $secrets_file ]]; then
      line=$(grep -E "^$name=" "$secrets_file" | tail -n 1 || true)
      line=${line%$'\r'}
      printf -v "$name" '%s' "${line#*=}"
    fi
    [[ -n ${!name:-} ]] || fail "$name has no value; see security/secrets.env.example"
    [[ ${!name} =~ $PASSWORD_PATTERN ]] || fail "$name must be $PASSWORD_RULE"
    declare -gx "$name"
  done
}

client=$(command -v mysql || command -v mariadb || true)
[[ -n $client ]] || fail 'the mysql client is missing; install it'
options=$(mktemp)
trap 'rm -f "$options"' EXIT

# Runs the client as a user; the password goes through a file of ours, not through the command line.
as_user() {
  local user=$1 password=$2
  shift 2
  {
    printf '[client]\nuser=%s\n' "$user"
    if [[ -n $password ]]; then printf 'password="%s"\n' "$password"; fi
    if [[ $host == /* ]]; then printf 'socket=%s\n' "$host"; else printf 'host=%s\nport=%s\nprotocol=tcp\n' "$host" "$port"; fi
  } >"$options"
  "$client" --defaults-extra-file="$options" "$@"
}

create() {
  local spec name
  {
    for spec in "${PASSWORDS[@]}"; do
      name=${spec%%|*}
      printf "SET %s = '%s';\n" "${spec#*|}" "${!name}"
    done
    cat "$here/$SQL_FILE"
  } | as_user "$admin" "${DB_ADMIN_PASSWORD:-}"
}

count_tables() {
  as_user "$2" "$3" --skip-column-names --batch \
    --execute="SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '$1'"
}

run_script() {
  as_user "$2" "$3" "$1" <"$4"
}

fill() {
  local spec database user variable folder script tables
  [[ $REPLICATED == no ]] ||
    fail 'replicated databases take the scripts of dbscripts/multi-dc, edited per datacenter; see README.md'
  for spec in "${SCHEMAS[@]}"; do
    IFS='|' read -r database user variable folder <<<"$spec"
    script=$dbscripts/$folder$SCRIPT
    [[ -r $script ]] || fail "$script does not exist; is $dbscripts the dbscripts folder of a control plane or All-in-One?"
    tables=$(count_tables "$database" "$user" "${!variable}")
    if ((tables > 0)); then
      say "$database has $tables tables; its script is not run again."
      continue
    fi
    say "Running $script in $database."
    run_script "$database" "$user" "${!variable}" "$script" ||
      fail "$script stopped, and $database is half filled. Remove the cause, drop the database, and run this again."
  done
}

load_passwords
say "Creating databases and users on $host."
create
if [[ -n $dbscripts ]]; then fill; fi
say 'Done.'
