# pods DRAWN NAMESPACE SELECTOR COUNT DEPLOYMENT...
pods() {
  local drawn=$1 namespace=$2 ready deployment
  ready="$(kube get pods --namespace "$2" --selector "$3" \
    --output jsonpath='{.items[*].status.conditions[?(@.type=="Ready")].status}' 2>/dev/null | tr ' ' '\n' | grep -c True || true)"
  if ((ready >= $4)); then row ok "$1" "$ready pods are ready"; else row failed "$1" "$ready of $4 pods are ready"; fi
  shift 4
  for deployment in "$@"; do
    if [[ $(kube get deployment "$deployment" --namespace "$namespace" --output jsonpath='{.spec.paused}' 2>/dev/null || true) == true ]]; then
      row failed "$drawn" "$deployment is paused: an upgrade stopped here, and install.sh goes on with it"
    fi
  done
}

# budget DRAWN NAMESPACE NAME
budget() {
  local allowed
  if left_out budgets; then return 0; fi
  allowed="$(kube get poddisruptionbudget "$3" --namespace "$2" --output jsonpath='{.status.disruptionsAllowed}' 2>/dev/null || true)"
  if ((${allowed:-0} > 0)); then
    row ok "$1" "a machine may be emptied: $3 allows $allowed"
  else
    row failed "$1" "no machine may be emptied: $3 allows ${allowed:-nothing, it is not there}"
  fi
}

# balancer DRAWN NAMESPACE SERVICE: servers of other clusters come in here.
balancer() {
  local found
  found="$(kube get service "$3" --namespace "$2" \
    --output jsonpath='{.status.loadBalancer.ingress[*].ip}{.status.loadBalancer.ingress[*].hostname}' 2>/dev/null || true)"
  if [[ -n $found ]]; then row ok "$1" "$3 has the address $found"; else row failed "$1" "$3 has no address yet"; fi
}
