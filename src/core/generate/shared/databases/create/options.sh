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
