passwords=''
if [[ $step == render || $step == before ]]; then
  passwords="$(mktemp -d)"
  trap 'rm -rf "$passwords"' EXIT
  fetch_passwords
fi
