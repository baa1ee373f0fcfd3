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
