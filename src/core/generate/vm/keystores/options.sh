while [[ $# -gt 0 ]]; do
  case $1 in
    --out | --secrets)
      [[ $# -ge 2 && -n $2 ]] || fail "$1 needs a value; see --help"
      if [[ $1 == --out ]]; then folder=$2; else secrets_file=$2; fi
      shift 2
      ;;
    --pem-key) pem_key=yes; shift ;;
    --renew) renew=yes; shift ;;
    -h | --help) usage; exit 0 ;;
    *) fail "unknown option $1; see --help" ;;
  esac
done

load() {
  local name=$1 line
  if [[ -z ${!name:-} && -r $secrets_file ]]; then
    line=$(grep -E "^$name=" "$secrets_file" | tail -n 1 || true)
    line=${line%$'\r'}
    printf -v "$name" '%s' "${line#*=}"
  fi
  [[ -n ${!name:-} ]] || fail "$name has no value; see security/create-secrets.sh"
  [[ ${!name} =~ ^.{6,}$ ]] || fail "$name must have 6 characters or more"
  declare -gx "$name"
}

# Runs a program whose words matter only when it fails.
quietly() {
  local said
  said=$("$@" 2>&1) || fail "$1 did not go through: $said"
}
