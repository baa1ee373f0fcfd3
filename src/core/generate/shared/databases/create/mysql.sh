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
