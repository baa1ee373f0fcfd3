  kube get crd routes.route.openshift.io >/dev/null 2>&1 ||
    die 'The cluster has no Routes: it is not OpenShift, or its router is not installed.'
