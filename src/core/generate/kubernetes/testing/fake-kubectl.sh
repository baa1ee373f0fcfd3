#!/usr/bin/env bash
# Stands in for kubectl in tests: a cluster is a folder, CLUSTERS/<context>/<namespace>/<kind>/<name>/<key>. It knows the
# calls that the generated scripts make, fails on any other, and writes each into CLUSTERS/calls.
# shellcheck disable=SC2016 # templates are compared as the scripts write them
set -euo pipefail

printf '%s\n' "$*" >>"$CLUSTERS/calls"
context=current namespace=default type='' output='' words=() files=()
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
    --patch) shift 2 ;;
    *) words+=("$1"); shift ;;
  esac
done

case "${words[*]}" in
  'create secret generic '* | 'create secret tls '* | 'create configmap '*)
    kind=secret
    if [[ ${words[1]} == configmap ]]; then kind=configmap; fi
    object="$CLUSTERS/$context/$namespace/$kind/${words[${#words[@]} - 1]}"
    [[ ! -e $object ]] || { echo "already exists: $object" >&2; exit 1; }
    mkdir -p "$object"
    for file in "${files[@]}"; do
      source="${file##*=}"
      key="$(basename "$source")"
      if [[ $file == *=* ]]; then key="${file%%=*}"; fi
      cp "$source" "$object/$key"
    done
    [[ -z $type ]] || printf '%s' "$type" >"$object.type"
    ;;
  'get secret '* | 'get configmap '*)
    object="$CLUSTERS/$context/$namespace/${words[1]}/${words[2]}"
    [[ -d $object ]] || { echo "not found: ${words[2]}" >&2; exit 1; }
    key="$(sed -n 's/.*index \.data "\([^"]*\)".*/\1/p' <<<"$output")"
    case $output in
      '') ;;
      *'range $key'*) ls "$object" ;;
      *'yes{{ end }}'*) if [[ -e $object/$key ]]; then printf yes; fi ;;
      *base64decode*) cat "$object/$key" ;;
      *) base64 --wrap 0 "$object/$key" ;;
    esac
    ;;
  apply) for file in "${files[@]}"; do [[ -e $file ]]; done ;;
  'patch serviceaccount default') ;;
  *) echo "fake kubectl: unknown call: ${words[*]}" >&2; exit 1 ;;
esac
