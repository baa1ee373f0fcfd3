  kube get crd gateways.gateway.networking.k8s.io >/dev/null 2>&1 ||
    die 'The cluster has no Gateway API. Install Envoy Gateway first, as README.md says.'
  kube get crd backendtlspolicies.gateway.networking.k8s.io --output jsonpath='{.spec.versions[*].name}' |
    grep -qw v1 || die 'The Gateway API of the cluster has no BackendTLSPolicy in v1. Install a newer one.'
  kube get crd backendtrafficpolicies.gateway.envoyproxy.io >/dev/null 2>&1 ||
    die 'The cluster has no Envoy Gateway. Install it first, as README.md says.'
