# store_public NAMESPACE CONFIGMAP FILE
store_public() {
  kube create configmap "$2" --namespace "$1" --from-file="$3" --dry-run=client --output yaml >"$work/public.yaml"
  install -m 0644 "$work/public.yaml" "$folder/$1-$2.yaml"
}
