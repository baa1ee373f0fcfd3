#!/usr/bin/env bash
# Makes the secrets of this topology in security/secrets.env. See --help.
set -euo pipefail

# Name, the command that makes it (none: somebody else gives it), and what its value may be made of.
readonly SECRETS=(
  'APIM_ADMIN_PASSWORD|openssl rand -hex 12|^[A-Za-z0-9._~-]{5,30}$'
  'PRIMARY_KEYSTORE_PASSWORD|openssl rand -hex 12 | sed s/^/Pw-/|^[A-Za-z0-9._~+/=@:%^,!*-]+$'
  'TLS_KEYSTORE_PASSWORD|openssl rand -hex 12 | sed s/^/Pw-/|^[A-Za-z0-9._~+/=@:%^,!*-]+$'
  'TRUSTSTORE_PASSWORD|openssl rand -hex 12 | sed s/^/Pw-/|^[A-Za-z0-9._~+/=@:%^,!*-]+$'
  'APIM_ENCRYPTION_KEY|openssl rand -hex 32|^[0-9a-fA-F]{64}$'
  'DEVPORTAL_URL_SECRET|openssl rand -base64 32|^[A-Za-z0-9._~+/=@:%^,!*-]+$'
  'APIM_DB_PASSWORD|openssl rand -hex 12 | sed s/^/Pw-/|^[A-Za-z0-9._~+/=@:%^,!*-]+$'
  'SHARED_DB_PASSWORD|openssl rand -hex 12 | sed s/^/Pw-/|^[A-Za-z0-9._~+/=@:%^,!*-]+$'
)

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here
file=$here/secrets.env

usage() {
  cat <<TEXT
Makes a value for every secret that has none, and leaves alone those that have one. The file can be read
by you alone. Names that somebody else has to give a value are printed, and stay empty.

  --secrets FILE   where to put them (default security/secrets.env)
TEXT
}

fail() {
  printf 'Error: %s\n' "$*" >&2
  exit 1
}

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
