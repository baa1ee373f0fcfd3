# applied CLUSTER: every object of manifests/ is there.
applied() {
  local file missing
  for file in "$here/../clusters/$1/manifests/"*.yaml; do
    case ${file##*/} in
      disruption-budgets.yaml) if left_out budgets; then continue; fi ;;
      network-policies.yaml) if left_out policies; then continue; fi ;;
    esac
    if missing="$(kube get --filename "$file" --output name 2>&1 >/dev/null)"; then
      row ok - "all of ${file##*/} is there"
    else
      row failed - "${file##*/}: $(head -n 1 <<<"$missing")"
    fi
  done
}

# secret NAME NAMESPACE KEY...: each entry holds something.
secret() {
  local name=$1 namespace=$2 found key missing=''
  shift 2
  # shellcheck disable=SC2016 # $key is the template's
  found="$(kube get secret "$name" --namespace "$namespace" \
    --output go-template='{{ range $key, $value := .data }}{{ if $value }}{{ $key }} {{ end }}{{ end }}' 2>/dev/null || true)"
  for key in "$@"; do
    [[ " $found" == *" $key "* ]] || missing+=" $key"
  done
  if [[ -z $missing ]]; then
    row ok - "Secret $name in $namespace is complete"
  else
    row failed - "Secret $name in $namespace lacks:$missing"
  fi
}
