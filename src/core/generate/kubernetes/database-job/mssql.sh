sqlcmd="$(command -v sqlcmd || echo /opt/mssql-tools18/bin/sqlcmd)"

ask() {
  SQLCMDPASSWORD="$2" "$sqlcmd" -b -C -S "$host,$port" -U "$1" -d "$3" "${@:4}"
}

count_tables() {
  ask "$1" "$2" "$3" -h -1 -W -Q 'SET NOCOUNT ON; SELECT COUNT(*) FROM sys.tables WHERE is_ms_shipped = 0' | tr -d '[:space:]'
}

run_script() {
  ask "$1" "$2" "$3" -I -i "$4"
}
