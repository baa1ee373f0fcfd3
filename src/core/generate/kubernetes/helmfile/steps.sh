apply_manifests() {
  local manifest
  kube apply --filename "$here/manifests/namespaces.yaml"
  for manifest in "$here/manifests/"*.yaml; do
    case ${manifest##*/} in
      disruption-budgets.yaml) left_out budgets || kube apply --filename "$manifest" ;;
      network-policies.yaml) left_out policies || kube apply --filename "$manifest" ;;
      *) kube apply --filename "$manifest" ;;
    esac
  done
}

# The first node fills the databases alone; at an upgrade, the second one keeps running until the first is ready.
before_pair() {
  if has_deployment "${pair[1]}" "${arguments[1]}"; then
    kube rollout pause "deployment/${pair[1]}" --namespace "${arguments[1]}" || true
  else
    render "${arguments[@]}" --set wso2.deployment.highAvailability=false
    install "$release" "${arguments[1]}" --wait --timeout "$timeout"
  fi
}

after_pair() {
  kube rollout status "deployment/${pair[0]}" --namespace "${arguments[1]}" --timeout "$timeout" ||
    die "${pair[0]} does not become ready. ${pair[1]} is paused and still runs what it ran before: look at the first, then run this again."
  kube rollout resume "deployment/${pair[1]}" --namespace "${arguments[1]}" 2>/dev/null || true
  kube rollout status "deployment/${pair[1]}" --namespace "${arguments[1]}" --timeout "$timeout"
}

case $step in
  manifests) check_cluster; apply_manifests ;;
  render) render "${arguments[@]}" ;;
  before)
    if ((${#pair[@]} > 0)); then before_pair; fi
    render "${arguments[@]}"
    ;;
  after) after_pair ;;
  clean) rm -rf "${work:?}/$release" "$work/$release.yaml" ;;
esac
