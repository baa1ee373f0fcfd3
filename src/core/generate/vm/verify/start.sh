host=''
lines=no
outside=no
promoted=no
root=${APIM_ROOT:-}
salt=''
days=14
skew=2
patience=5
remote=(ssh -o BatchMode=yes)

usage() {
  local place
  cat <<TEXT
Checks the deployment, and changes nothing. Without --host it goes to every machine over ssh, where it
needs bash, openssl, curl, and sudo without a password, or root. It ends with 0 when nothing failed.

  --host NAME      check from this machine alone, which is NAME (root may read the secrets to compare)
  --outside        check also what people and programs outside open, from this machine
  --promoted       the standby works now: check it, and not the datacenter that it took over from
  --ssh COMMAND    how to reach machines, such as "ssh -l admin -i key"
  --root DIR       where the file systems of the servers are (APIM_ROOT); else /
  --days DAYS      a certificate that lasts less fails (default $days)
  --skew SECONDS   clocks that differ more fail (default $skew)
  --timeout SECONDS  how long one connection may take (default $patience)

Machines:
TEXT
  for place in "${HOSTS[@]}"; do printf '  %-20s %s\n' "${place%%|*}" "${place#*|}"; done
}

fail() {
  printf 'Error: %s\n' "$*" >&2
  exit 2
}

number() {
  [[ $2 =~ ^[0-9]+$ ]] || fail "$1 needs a number; see --help"
}

while [[ $# -gt 0 ]]; do
  case $1 in
    --host | --ssh | --root | --days | --skew | --timeout | --salt)
      [[ $# -ge 2 && -n $2 ]] || fail "$1 needs a value; see --help"
      case $1 in
        --host) host=$2 ;;
        --ssh) read -ra remote <<<"$2" ;;
        --root) root=${2%/} ;;
        --days) number "$@"; days=$2 ;;
        --skew) number "$@"; skew=$2 ;;
        --timeout) number "$@"; patience=$2 ;;
        --salt) salt=$2 ;;
      esac
      shift 2
      ;;
    --lines) lines=yes; shift ;;
    --outside) outside=yes; shift ;;
    --promoted) promoted=yes; shift ;;
    -h | --help) usage; exit 0 ;;
    *) fail "unknown option $1; see --help" ;;
  esac
done

if [[ $promoted == yes ]] && ((${#STANDBY_HOSTS[@]} == 0)); then fail 'no machine stands by'; fi
known=no
for place in "${HOSTS[@]}"; do
  if [[ ${place%%|*} == "$host" ]]; then known=yes; fi
done
if [[ -n $host && $known == no ]]; then fail "no machine is called $host; see --help"; fi
for program in openssl curl timeout getent; do
  command -v "$program" >/dev/null || fail "$program is missing; install it"
done

scratch=$(mktemp -d)
readonly scratch
trap 'rm -rf "$scratch"' EXIT
