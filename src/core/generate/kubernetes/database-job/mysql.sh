# ask USER PASSWORD DATABASE [client arguments]: the password goes through a file, not through the command line.
ask() {
  local options
  options="$(mktemp)"
  printf '[client]\nuser=%s\npassword="%s"\nhost=%s\nport=%s\nprotocol=tcp\n' "$1" "$2" "$host" "$port" >"$options"
  "$client" --defaults-extra-file="$options" "${@:4}" "$3" || { rm -f "$options"; return 1; }
  rm -f "$options"
}

count_tables() {
  ask "$1" "$2" "$3" --skip-column-names --batch \
    --execute="SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'"
}

run_script() {
  ask "$1" "$2" "$3" <"$4"
}
