need kubectl curl openssl
failures=0
passed=0
cluster=''
context=()
digests=()
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
