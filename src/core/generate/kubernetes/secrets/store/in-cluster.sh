# store NAMESPACE SECRET TYPE FILE...: a Secret of files; where it is there, entries that it lacks.
store() {
  local namespace=$1 secret=$2 file key found
  if exists "$namespace" secret "$secret"; then
    for file in "${@:4}"; do
      key="$(basename "$file")"
      found="$(kube get secret "$secret" --namespace "$namespace" --output go-template="{{ if index .data \"$key\" }}yes{{ end }}")"
      if [[ $found == yes ]]; then continue; fi
      printf '{"data":{"%s":"%s"}}' "$key" "$(base64 <"$file" | tr -d '\n')" >"$work/patch.json"
      kube patch secret "$secret" --namespace "$namespace" --patch-file "$work/patch.json" >/dev/null
      printf 'Added: %s to %s in %s\n' "$key" "$secret" "$namespace"
    done
    printf 'Kept: %s in %s\n' "$secret" "$namespace"
    return 0
  fi
  make_secret "$@"
  printf 'Made: %s in %s\n' "$secret" "$namespace"
}

# store_public NAMESPACE CONFIGMAP FILE
store_public() {
  if exists "$1" configmap "$2"; then
    printf 'Kept: %s in %s\n' "$2" "$1"
  else
    kube create configmap "$2" --namespace "$1" --from-file="$3" >/dev/null
    printf 'Made: %s in %s\n' "$2" "$1"
  fi
}

publish() { :; }
