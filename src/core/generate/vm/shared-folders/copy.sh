from=''
options=()
while [[ $# -gt 0 ]]; do
  case $1 in
    --from)
      [[ $# -ge 2 && -n $2 ]] || fail "$1 needs a value; see --help"
      from=$2
      shift 2
      ;;
    --delete) options+=(--delete); shift ;;
    --dry-run) options+=(--dry-run --itemize-changes); shift ;;
    -h | --help) usage; exit 0 ;;
    *) fail "unknown option $1; see --help" ;;
  esac
done
[[ -n $from ]] || fail 'say which server to copy from with --from; see --help'

group=''
home=''
for entry in "${SERVERS[@]}"; do
  IFS='|' read -r number name folder _ <<<"$entry"
  if [[ $name == "$from" ]]; then
    group=$number
    home=$folder
  fi
done
[[ -n $group ]] || fail "$from is no server that shares folders; see --help"
[[ -d $home ]] || fail "$home does not exist: run this on the machine of $from"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# What a server writes is for itself and root: somebody else needs sudo to look, and a copy to send.
as_root() {
  if [[ $(id -u) -eq 0 ]]; then "$@"; else sudo "$@"; fi
}

# Leaves in source where the content of a folder can be read.
find_source() {
  source=$home/$1
  if [[ $(id -u) -eq 0 ]]; then return; fi
  source=$scratch/$1
  if [[ -e $source ]]; then return; fi
  mkdir -p "$(dirname "$source")"
  sudo cp -a "$home/$1" "$source"
  sudo chown -R "$(id -u)" "$scratch"
}

failed=0
for entry in "${SERVERS[@]}"; do
  IFS='|' read -r number name folder target <<<"$entry"
  if [[ $number != "$group" || $name == "$from" ]]; then continue; fi
  for part in "${FOLDERS[@]}"; do
    if ! as_root test -d "$home/$part"; then continue; fi
    printf '%s: %s\n' "$name" "$part"
    find_source "$part"
    rsync --archive --chown="$SERVICE_USER:$SERVICE_USER" --rsync-path='sudo rsync' ${options[@]+"${options[@]}"} \
      "$source/" "$target:$folder/$part/" || failed=1
  done
done
if ((failed)); then fail 'not everything was copied; mend what is said above and run it again'; fi
printf 'Done. Servers notice user stores by themselves, tenants when they are next used.\n'
