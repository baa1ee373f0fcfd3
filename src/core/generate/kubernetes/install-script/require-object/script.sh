require_object() {
  if ! kube get "$2" "$3" --namespace "$1" >/dev/null 2>&1; then
    printf 'Missing: %s %s in the namespace %s. Run create-secrets.sh, which makes it.\n' "$2" "$3" "$1" >&2
    missing=1
  fi
}
