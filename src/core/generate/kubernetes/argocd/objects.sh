patches=()
values=()

# by_name KEY VARIABLE: a password that the chart takes as text; the server reads it from its environment.
by_name() {
  values+=(--set-string "$1=\$env{$2}")
}

# variable DEPLOYMENTS CONTAINER VARIABLE SECRET KEY: the pods get a password from the Secret, and no file has it.
variable() {
  local deployment file
  for deployment in ${1//,/ }; do
    file="variable-$deployment-$3.yaml"
    printf 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: %s\nspec:\n  template:\n    spec:\n      containers:\n        - name: %s\n          env:\n            - name: %s\n              valueFrom:\n                secretKeyRef:\n                  name: %s\n                  key: %s\n' \
      "$deployment" "$2" "$3" "$4" "$5" >"$work/$file"
    patches+=("$file|$deployment")
  done
}

# objects RELEASE NAMESPACE WAVE LATER_WAVE SECOND: the rendered objects with namespace and wave; SECOND is applied later.
objects() {
  local name=$1 file
  mv "$work/$name/objects.yaml" "$work/objects.yaml"
  printf 'apiVersion: builtin\nkind: NamespaceTransformer\nmetadata:\n  name: namespace\n  namespace: %s\nunsetOnly: true\n' "$2" >"$work/namespace.yaml"
  printf 'apiVersion: builtin\nkind: AnnotationsTransformer\nmetadata:\n  name: wave\nannotations:\n  argocd.argoproj.io/sync-wave: "%s"\nfieldSpecs:\n  - path: metadata/annotations\n    create: true\n' "$3" >"$work/wave.yaml"
  {
    printf 'resources: [objects.yaml]\ntransformers: [namespace.yaml, wave.yaml'
    if [[ -n $5 ]]; then printf ', later.yaml'; fi
    printf ']\npatches:\n'
    for file in ${patches[@]+"${patches[@]}"}; do printf '  - path: %s\n    target:\n      kind: Deployment\n      name: %s\n' "${file%|*}" "${file#*|}"; done
  } >"$work/kustomization.yaml"
  if [[ -n $5 ]]; then
    printf 'apiVersion: builtin\nkind: PatchTransformer\nmetadata:\n  name: later\ntarget:\n  kind: Deployment\n  name: %s\npatch: |\n  - op: replace\n    path: /metadata/annotations/argocd.argoproj.io~1sync-wave\n    value: "%s"\n' "$5" "$4" >"$work/later.yaml"
  fi
  kubectl kustomize "$work" >"$work/finished.yaml"
  command install -m 0644 "$work/finished.yaml" "$bundle/objects/$name.yaml"
  printf 'Wrote: %s, %s objects\n' "objects/$name.yaml" "$(grep -c '^kind:' "$bundle/objects/$name.yaml")"
  patches=()
  values=()
}
