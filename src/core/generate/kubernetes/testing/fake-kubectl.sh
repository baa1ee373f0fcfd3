#!/bin/bash
# Stands in for kubectl in tests: a cluster is a folder, CLUSTERS/<context>/<namespace>/<kind>/<name>/<key>. It knows the
# calls that the generated scripts make, fails on any other, and writes each into CLUSTERS/calls.
# shellcheck disable=SC2016 # templates are compared as the scripts write them
set -euo pipefail

# Builds a kustomization as the real one does: that needs no cluster, so it is no call.
if [[ ${1-} == kustomize ]]; then exec "$KUBECTL" "$@"; fi
printf '%s\n' "$*" >>"$CLUSTERS/calls"
context=current namespace=default type='' output='' dry='' words=() files=()
while (($# > 0)); do
  case $1 in
    --context) context=$2; shift 2 ;;
    --namespace) namespace=$2; shift 2 ;;
    --type) type=$2; shift 2 ;;
    --output) output=$2; shift 2 ;;
    --from-file=*) files+=("${1#--from-file=}"); shift ;;
    --cert) files+=("tls.crt=$2"); shift 2 ;;
    --key) files+=("tls.key=$2"); shift 2 ;;
    --filename) files+=("$2"); shift 2 ;;
    --patch | --timeout) shift 2 ;;
    --patch-file) files+=("$2"); shift 2 ;;
    --dry-run=client) dry=.dry; shift ;;
    *) words+=("$1"); shift ;;
  esac
done

case "${words[*]}" in
  'create secret generic '* | 'create secret tls '* | 'create configmap '*)
    kind=secret
    if [[ ${words[1]} == configmap ]]; then kind=configmap; fi
    name="${words[${#words[@]} - 1]}"
    object="$CLUSTERS$dry/$context/$namespace/$kind/$name"
    [[ -n $dry || ! -e $object ]] || { echo "already exists: $object" >&2; exit 1; }
    [[ -d $object ]] || mkdir -p "$object"
    for file in "${files[@]}"; do
      source="${file##*=}"
      key="${source##*/}"
      if [[ $file == *=* ]]; then key="${file%%=*}"; fi
      cp "$source" "$object/$key"
    done
    [[ -z $type ]] || printf '%s' "$type" >"$object.type"
    if [[ -n $dry ]]; then
      printf 'apiVersion: v1\nkind: %s\nmetadata:\n  name: %s\n  namespace: %s\ntype: %s\ndata:\n' \
        "$(if [[ $kind == secret ]]; then echo Secret; else echo ConfigMap; fi)" "$name" "$namespace" "${type:-Opaque}"
      for key in "$object"/*; do printf '  %s: %s\n' "${key##*/}" "$(base64 --wrap 0 "$key")"; done
    fi
    ;;
  'get secret '* | 'get configmap '*)
    object="$CLUSTERS/$context/$namespace/${words[1]}/${words[2]}"
    [[ -d $object ]] || { echo "not found: ${words[2]}" >&2; exit 1; }
    key=''
    if [[ $output =~ .*'index .data "'([^\"]*)\" ]]; then key="${BASH_REMATCH[1]}"; fi
    case $output in
      '') ;;
      *'range $key'*) ls "$object" ;;
      *'yes{{ end }}'*) if [[ -e $object/$key ]]; then printf yes; fi ;;
      *base64decode*) cat "$object/$key" ;;
      *) base64 --wrap 0 "$object/$key" ;;
    esac
    ;;
  apply)
    for file in "${files[@]}"; do
      [[ -e $file ]]
      # The controller in the cluster opens what was sealed for it.
      if [[ $file == */sealed && -d $CLUSTERS.dry/$context ]]; then
        mkdir -p "$CLUSTERS/$context"
        cp -r "$CLUSTERS.dry/$context/." "$CLUSTERS/$context"
      fi
    done
    ;;
  'patch serviceaccount default') ;;
  'patch secret '*)
    key="$(sed -n 's/^{"data":{"\([^"]*\)":.*/\1/p' "${files[0]}")"
    sed 's/.*":"\(.*\)"}}$/\1/' "${files[0]}" | base64 --decode >"$CLUSTERS/$context/$namespace/secret/${words[2]}/$key"
    ;;
  version | 'get ingressclass '* | 'get gateways,'* | 'get ingresses,'* | 'get routes,'*) ;;
  'get crd '*) if [[ -n $output ]]; then echo 'v1 v1beta1'; fi ;;
  'get deployment '*)
    if [[ -n ${UNREACHABLE-} ]]; then echo 'connection refused' >&2; exit 1; fi
    if ! grep -qsx "  name: ${words[2]}" "$CLUSTERS/releases/"*.yaml; then
      if [[ ${words[3]-} == --ignore-not-found ]]; then exit 0; fi
      echo "not found: ${words[2]}" >&2
      exit 1
    fi
    if [[ $output == name ]]; then
      echo "deployment.apps/${words[2]}"
    elif [[ -n $output && -e $CLUSTERS/paused-${words[2]} ]]; then printf true; fi
    ;;
  'delete --ignore-not-found '* | 'delete --ignore-not-found') ;;
  'rollout pause deployment/'*)
    [[ ! -e $CLUSTERS/paused-${words[2]#*/} ]] || { echo 'is already paused' >&2; exit 1; }
    touch "$CLUSTERS/paused-${words[2]#*/}"
    ;;
  'rollout resume deployment/'*) rm "$CLUSTERS/paused-${words[2]#*/}" ;;
  'rollout status deployment/'*)
    if [[ ${words[2]#*/} == "${INTERRUPTED-}" ]]; then kill -TERM "$PPID"; fi
    [[ ${words[2]#*/} != "${NEVER_READY-}" ]] || { echo 'timed out waiting for the condition' >&2; exit 1; }
    ;;
  *) echo "fake kubectl: unknown call: ${words[*]}" >&2; exit 1 ;;
esac
