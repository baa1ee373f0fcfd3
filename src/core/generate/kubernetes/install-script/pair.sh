# pair FIRST SECOND NAME NAMESPACE CHART FOLDER IMAGE [further Helm arguments]: upgrades a release whose two Deployments
# would stop together. The second one is paused until the first one is ready.
pair() {
  local first=$1 second=$2 name=$3 namespace=$4 paused
  shift 2
  if $dry_run || ! has_deployment "$second" "$namespace"; then
    release "$@"
    return
  fi
  render "$@"
  paused="$(kube get deployment "$second" --namespace "$namespace" --output jsonpath='{.spec.paused}')"
  if [[ $paused != true ]]; then kube rollout pause "deployment/$second" --namespace "$namespace"; fi
  held="The upgrade of $name stopped. $second still runs what it ran before, and is paused so that it stays so.
Look at $first in the namespace $namespace. Then run this again, or go back with:
  helm rollback $name --namespace $namespace
  kubectl rollout resume deployment/$second --namespace $namespace"
  install "$name" "$namespace"
  rolled_out "$first" "$namespace"
  kube rollout resume "deployment/$second" --namespace "$namespace"
  held=''
  rolled_out "$second" "$namespace" ||
    die "$first runs the upgrade, $second does not become ready. Look at it, then run this again."
}

# rolled_out DEPLOYMENT NAMESPACE
rolled_out() {
  kube rollout status "deployment/$1" --namespace "$2" --timeout "$timeout"
}
