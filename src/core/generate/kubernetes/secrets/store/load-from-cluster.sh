# load FOLDER NAMESPACE SECRET [kubectl options]: its entries as files; files that are there already stay.
load() {
  local folder=$1 namespace=$2 secret=$3 key keys
  shift 3
  # shellcheck disable=SC2016 # $key is the template's
  keys="$(kubectl "$@" get secret "$secret" --namespace "$namespace" \
    --output go-template='{{ range $key, $value := .data }}{{ $key }}{{ "\n" }}{{ end }}' 2>/dev/null)" || return 0
  for key in $keys; do
    [[ -e $folder/$key ]] && continue
    kubectl "$@" get secret "$secret" --namespace "$namespace" \
      --output go-template="{{ index .data \"$key\" }}" | base64 --decode >"$folder/$key"
  done
}

# load_here FOLDER SECRET: from whichever namespace of this cluster has it.
load_here() {
  local namespace
  for namespace in "${namespaces[@]}"; do
    load "$1" "$namespace" "$2" ${context[@]+"${context[@]}"}
  done
}

# load_source FOLDER SECRET: from the cluster that --copy-from names.
load_source() {
  local namespace
  [[ -n $source_context ]] || return 0
  for namespace in "${source_namespaces[@]}"; do
    load "$1" "$namespace" "$2" --context "$source_context"
  done
}
