folder="$here/sealed"
mkdir -p "$folder"
for namespace in "${namespaces[@]}"; do
  if [[ -e $folder/$namespace-$credentials.yaml ]] && ! exists "$namespace" secret "$credentials"; then
    die "$folder/$namespace-$credentials.yaml is sealed, but the cluster has not opened it yet. Apply the folder and wait, or delete its files to start anew."
  fi
done

# store NAMESPACE SECRET TYPE FILE...: a sealed file, unless it is there with every entry. What it has comes from the cluster.
store() {
  local namespace=$1 secret=$2 type=$3 file arguments=() sealed="$folder/$1-$2.yaml" lacks=false
  for file in "${@:4}"; do
    grep -qs "^ *$(basename "$file"): " "$sealed" || lacks=true
  done
  if ! $lacks; then
    printf 'Kept: %s\n' "$sealed"
    return 0
  fi
  for file in "${@:4}"; do arguments+=(--from-file="$file"); done
  kube create secret generic "$secret" --namespace "$namespace" --type "$type" "${arguments[@]}" \
    --dry-run=client --output yaml | seal >"$work/sealed.yaml"
  grep -q '^kind: SealedSecret' "$work/sealed.yaml" || die "kubeseal gave no SealedSecret for $secret."
  install -m 0644 "$work/sealed.yaml" "$sealed"
  printf 'Sealed: %s\n' "$sealed"
}

seal() {
  if [[ -n $seal_certificate ]]; then
    kubeseal --format yaml --cert "$seal_certificate"
  else
    kubeseal --format yaml ${context[@]+"${context[@]}"}
  fi
}

publish() {
  kube apply --filename "$folder" >/dev/null
  printf 'Applied %s. The files in it are encrypted for this cluster: keep them in Git.\n' "$folder"
}
