context=()
flags=()
all=false
sure=false
dry_run=false
while (($# > 0)); do
  case $1 in
    --context)
      context=(--context "${2:?--context needs a name}")
      flags=(--kube-context "$2")
      shift 2
      ;;
    --all) all=true; shift ;;
    --yes) sure=true; shift ;;
    --dry-run) dry_run=true; shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
need helm
if $all; then need kubectl; fi
if $all && ! $sure && ! $dry_run; then
  die 'With --all nothing can be brought back, the Secrets least of all. Look at it with --all --dry-run, then add --yes.'
fi

# remove NAME NAMESPACE
remove() {
  local said
  if $dry_run; then
    printf 'would remove: %s in %s\n' "$1" "$2"
  elif said="$(helm ${flags[@]+"${flags[@]}"} status "$1" --namespace "$2" 2>&1)"; then
    helm ${flags[@]+"${flags[@]}"} uninstall "$1" --namespace "$2" --wait
  elif [[ $said == *'not found'* ]]; then
    printf 'Not installed: %s in %s\n' "$1" "$2"
  else
    die "Helm does not say whether the cluster has $1: $said"
  fi
}

# beside WHAT [kubectl arguments]: what the bundle made.
beside() {
  if ! $all; then
    printf 'Stays: %s\n' "$1"
  elif $dry_run; then
    printf 'would remove: %s\n' "$1"
  else
    kubectl ${context[@]+"${context[@]}"} delete --ignore-not-found "${@:2}"
  fi
}

# forget_pull_secret NAME NAMESPACE: pods of others in the namespace need not look for it. A namespace may be gone by now.
forget_pull_secret() {
  if $all && ! $dry_run; then
    kubectl ${context[@]+"${context[@]}"} patch serviceaccount default --namespace "$2" \
      --patch "{\"imagePullSecrets\":[{\"\$patch\":\"delete\",\"name\":\"$1\"}]}" >/dev/null || true
  fi
}
