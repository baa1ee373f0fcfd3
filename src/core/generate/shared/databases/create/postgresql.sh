command -v psql >/dev/null || fail 'psql 14 or newer is missing; install it'

as_user() {
  local user=$1 password=$2 database=$3
  shift 3
  PGPASSWORD=$password psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --host="$host" --port="$port" \
    --username="$user" --dbname="$database" "$@"
}

create() {
  as_user "$admin" "${DB_ADMIN_PASSWORD:-${PGPASSWORD:-}}" postgres --file="$here/$SQL_FILE" >/dev/null
}

count_tables() {
  as_user "$2" "$3" "$1" --no-align --tuples-only \
    --command="SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
}

run_script() {
  as_user "$2" "$3" "$1" --file="$4"
}
