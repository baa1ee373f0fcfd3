#!/bin/bash
# Stands in for kubectl and curl where something runs: everything is well, but for the faults that $FAULTS names, each as
# FAULT or FAULT@CONTEXT. $PEM is a folder with public.pem, short.pem and other.pem.
set -euo pipefail

context=current
fault() { [[ " ${FAULTS-} " == *" $1 "* || " ${FAULTS-} " == *" $1@$context "* ]]; }
# It is called hundreds of times, so it starts no program but these lines.
show() { printf '%s\n' "$(<"$PEM/$1.pem")"; }
one=1111111111111111111111111111111111111111111111111111111111111111
other="${one//1/2}"

if [[ ${0##*/} == curl ]]; then
  if fault answer; then printf 503; else printf 200; fi
  exit
fi
words=() output='' file=''
while (($# > 0)); do
  case $1 in
    --context) context=$2; shift 2 ;;
    --namespace | --selector) shift 2 ;;
    --output) output=$2; shift 2 ;;
    --filename) file=$2; shift 2 ;;
    *) words+=("$1"); shift ;;
  esac
done
case "${words[*]}" in
  version) if fault unreachable; then exit 1; fi ;;
  get)
    [[ -r $file ]]
    if fault policy && [[ $file == *network-policies* ]]; then echo 'networkpolicies "allow-acp" not found' >&2; exit 1; fi
    if fault object && [[ $file == *namespaces* ]]; then echo 'namespaces "acme" not found' >&2; exit 1; fi
    ;;
  'get secret '*)
    case $output in
      *range*)
        keys='admin-password encryption-key keystore-password truststore-password apim-db-password shared-db-password'
        keys+=' embedded-db-password primary.jks tls.jks client-truststore.jks tls.crt tls.key'
        for broker in {1..9}; do keys+=" jndi-region-east-$broker.properties jndi-region-west-$broker.properties"; done
        if fault secret; then keys="${keys/apim-db-password/}"; fi
        printf '%s ' "$keys"
        ;;
      *tls.crt*)
        if fault certificate-end; then show short
        elif fault certificate-name; then show other
        else show public; fi
        ;;
    esac
    ;;
  'get configmap '*) if fault authority; then echo none; else show public; fi ;;
  'get pods') if fault pod; then printf 'True False'; else printf 'True True True True'; fi ;;
  'get deployment '*) if fault paused && [[ ${words[2]} == *-2 ]]; then printf true; fi ;;
  'get poddisruptionbudget '*) if fault budget; then printf 0; else printf 1; fi ;;
  'get service '*) if ! fault balancer; then printf 10.0.0.9; fi ;;
  'get gateway '*) if fault gateway; then printf False; else printf True; fi ;;
  'get httproutes' | 'get ingresses' | 'get routes')
    state=True
    if fault entry; then state=False; fi
    if [[ ${words[1]} == ingresses ]]; then state=10.0.0.1; if fault entry; then state=''; fi; fi
    for host in $HOSTS; do printf '%s %s\n' "$host" "$state"; done
    ;;
  'exec deployment/'*'-sslserver '*) if fault served; then show short; else show public; fi ;;
  'exec deployment/'*'/dev/tcp/'*)
    if fault link && [[ ${words[*]} == *'/5672'* ]]; then exit 1; fi
    ;;
  'exec deployment/'*WSO2_ADMIN_PASSWORD*) if fault admin; then echo "$other"; else echo "$one"; fi ;;
  'exec deployment/'*WSO2_ENCRYPTION_KEY*) if fault encryption; then echo "$other"; else echo "$one"; fi ;;
  'exec deployment/'*WSO2_SERVER_HOME*)
    if fault keystore-missing; then exit 1; fi
    if fault keystore; then echo "$other"; else echo "$one"; fi
    ;;
  *) echo "fake cluster: unknown call: ${words[*]}" >&2; exit 1 ;;
esac
