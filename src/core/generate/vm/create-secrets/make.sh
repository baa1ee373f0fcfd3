while [[ $# -gt 0 ]]; do
  case $1 in
    --secrets)
      [[ $# -ge 2 && -n $2 ]] || fail "$1 needs a value; see --help"
      file=$2
      shift 2
      ;;
    -h | --help) usage; exit 0 ;;
    *) fail "unknown option $1; see --help" ;;
  esac
done

command -v openssl >/dev/null || fail 'openssl is missing; install it'
umask 077
staged=$(mktemp "$file.XXXXXX")
trap 'rm -f "$staged"' EXIT

value_of() {
  local line=''
  if [[ -r $file ]]; then line=$(grep -E "^$1=" "$file" | tail -n 1 || true); fi
  printf '%s' "${line#"$1="}"
}

made=()
empty=()
if [[ -r $file ]]; then cat "$file" >"$staged"; fi
for secret in "${SECRETS[@]}"; do
  IFS='|' read -r name make pattern <<<"$secret"
  if [[ -n $(value_of "$name") ]]; then continue; fi
  if [[ -z $make ]]; then
    # WSO2's embedded database comes with a password that install.sh knows.
    if [[ $name != EMBEDDED_DB_PASSWORD ]]; then empty+=("$name"); fi
    if ! grep -q "^$name=" "$staged"; then printf '%s=\n' "$name" >>"$staged"; fi
    continue
  fi
  value=$(sh -c "$make")
  [[ $value =~ $pattern ]] || fail "$make made nothing that is good for $name"
  grep -v "^$name=" "$staged" >"$staged.next" || true
  printf '%s=%s\n' "$name" "$value" >>"$staged.next"
  mv "$staged.next" "$staged"
  made+=("$name")
done
chmod 0600 "$staged"
mv "$staged" "$file"
if ((${#made[@]} > 0)); then
  printf 'Made in %s: %s. Keep a copy in a safe place.\n' "$file" "${made[*]}"
else
  printf 'Every secret that can be made is in %s already.\n' "$file"
fi
if ((${#empty[@]} > 0)); then printf 'To be filled in by hand, for it comes from elsewhere: %s.\n' "${empty[*]}"; fi
