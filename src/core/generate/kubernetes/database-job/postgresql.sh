ask() {
  PGPASSWORD="$2" psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --host="$host" --port="$port" --username="$1" \
    --dbname="$3" "${@:4}"
}

count_tables() {
  ask "$1" "$2" "$3" --no-align --tuples-only \
    --command="SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = 'public'"
}

# All of it, or nothing.
run_script() {
  ask "$1" "$2" "$3" --single-transaction --file="$4" "${after[@]}"
}
