# install NAME NAMESPACE [further Helm arguments]
install() {
  printf 'Installing %s in %s, waiting up to %s until it is ready ...\n' "$1" "$2" "$timeout"
  helm_here upgrade --install "$1" "$work/$1" --namespace "$2" "${@:3}"
}

# release NAME NAMESPACE CHART FOLDER IMAGE [further Helm arguments]
release() {
  render "$@"
  if $dry_run; then
    printf 'renders: %s, %s objects\n' "$1" "$(grep -c '^kind:' "$work/$1/objects.yaml")"
  else
    install "$1" "$2" --wait --timeout "$timeout"
  fi
}

# has_deployment NAME NAMESPACE: a cluster that does not answer is not one that has none.
has_deployment() {
  local found
  found="$(kube get deployment "$1" --namespace "$2" --ignore-not-found --output name)" ||
    die "The cluster does not say whether it runs $1."
  [[ -n $found ]]
}
