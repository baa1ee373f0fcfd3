#!/bin/bash
# Stands in for Helm where a cluster would be needed: renders with the real one, $HELM, and keeps what it would install in
# CLUSTERS/releases, one file for each release. Calls that change something are written into CLUSTERS/calls.
set -euo pipefail

if [[ ${1-} == --kube-context ]]; then shift 2; fi
[[ -d $CLUSTERS/releases ]] || mkdir -p "$CLUSTERS/releases"
case ${1-} in
  template | version) exec "$HELM" "$@" ;;
  repo) ;;
  status)
    if [[ -n ${UNREACHABLE-} ]]; then echo 'Error: Kubernetes cluster unreachable' >&2; exit 1; fi
    [[ -e $CLUSTERS/releases/$2.yaml ]] || { echo 'Error: release: not found' >&2; exit 1; }
    ;;
  upgrade)
    wait=''
    if [[ " $* " == *' --wait '* ]]; then wait=' and wait'; fi
    printf 'helm upgrade %s%s\n' "$3" "$wait" >>"$CLUSTERS/calls"
    [[ $3 != "${REFUSED-}" ]] || { echo "Error: UPGRADE FAILED: $3" >&2; exit 1; }
    "$HELM" template "$3" "$4" --namespace "$6" >"$CLUSTERS/releases/$3.yaml"
    [[ $3 != "${NEVER_UP-}" ]] || { echo 'Error: timed out waiting for the condition' >&2; exit 1; }
    ;;
  uninstall)
    printf 'helm uninstall %s\n' "$2" >>"$CLUSTERS/calls"
    rm "$CLUSTERS/releases/$2.yaml"
    ;;
  *) echo "fake helm: unknown call: $*" >&2; exit 1 ;;
esac
