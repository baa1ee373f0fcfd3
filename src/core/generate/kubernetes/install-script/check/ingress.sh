  kube get ingressclass nginx >/dev/null 2>&1 ||
    die 'The cluster has no ingress class nginx. Install ingress-nginx first, as README.md says.'
