# Where the registry asks for a sign-in: pods use the namespace's own service account, so that gets it.
make_pull_secret() {
  local namespace auth
  [[ -n ${REGISTRY_USERNAME-} ]] || return 0
  [[ -n ${REGISTRY_HOST-} && -n ${REGISTRY_PASSWORD-} ]] || die 'Set REGISTRY_HOST and REGISTRY_PASSWORD too.'
  auth="$(printf '%s:%s' "$REGISTRY_USERNAME" "$REGISTRY_PASSWORD" | base64 | tr -d '\n')"
  printf '{"auths":{"%s":{"auth":"%s"}}}' "$REGISTRY_HOST" "$auth" >"$work/.dockerconfigjson"
  for namespace in "${namespaces[@]}"; do
    exists "$namespace" secret "$pull" || "$put" "$namespace" "$pull" kubernetes.io/dockerconfigjson "$work/.dockerconfigjson"
    kube patch serviceaccount default --namespace "$namespace" --patch "{\"imagePullSecrets\":[{\"name\":\"$pull\"}]}" >/dev/null
    printf 'Made: %s in %s, used by every pod there\n' "$pull" "$namespace"
  done
}
