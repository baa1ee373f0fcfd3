patience=30
require_object() {
  until kube get "$2" "$3" --namespace "$1" >/dev/null 2>&1; do
    if ((patience == 0)); then
      printf 'Missing: %s %s in the namespace %s. If create-secrets.sh has run, its controller cannot make it: kubectl describe externalsecret %s --namespace %s says why.\n' \
        "$2" "$3" "$1" "$3" "$1" >&2
      missing=1
      return
    fi
    if ((patience == 30)); then printf 'Waiting for the Secrets to be made ...\n'; fi
    patience=$((patience - 1))
    sleep "${APIM_WAIT_SECONDS:-5}"
  done
}
