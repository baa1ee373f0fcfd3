kube apply --filename "$here/manifests/namespaces.yaml" >/dev/null
load_here "$work/values" "$credentials"
load_source "$work/source" "$credentials"
