umask 077
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir "$work/values" "$work/source" "$work/keystores" "$work/tls"

kube() {
  kubectl ${context[@]+"${context[@]}"} "$@"
}

exists() {
  kube get "$2" "$3" --namespace "$1" >/dev/null 2>&1
}

# make_secret NAMESPACE SECRET TYPE FILE...
make_secret() {
  local namespace=$1 secret=$2 type=$3 file arguments=()
  shift 3
  for file in "$@"; do arguments+=(--from-file="$file"); done
  kube create secret generic "$secret" --namespace "$namespace" --type "$type" "${arguments[@]}" >/dev/null
}

# quietly COMMAND...: its output only when it fails.
quietly() {
  "$@" >"$work/log" 2>&1 || { cat "$work/log" >&2; die "$1 failed; its messages are above."; }
}
