#!/usr/bin/env bash
# Removes the releases of the cluster apim-pattern-4, gateways first, and says what stays.
# With --all it removes what the bundle made beside them too, the Secrets included. Databases and namespaces always stay.
set -euo pipefail

usage() {
  cat <<'END'
Usage: uninstall.sh [options]
  --context NAME  kubectl context of the cluster; without it, the current one
  --all           remove Secrets, certificates, ways in, policies and budgets too; needs --yes
  --yes           I have copies of the Secrets, or need them no more
  --dry-run       print what would be done; nothing is changed
END
}

die() {
  printf '%s\n' "$*" >&2
  exit 1
}

need() {
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || die "This script needs $program, which is not installed."
  done
}

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
context=()
flags=()
all=false
sure=false
dry_run=false
while (($# > 0)); do
  case $1 in
    --context)
      context=(--context "${2:?--context needs a name}")
      flags=(--kube-context "$2")
      shift 2
      ;;
    --all) all=true; shift ;;
    --yes) sure=true; shift ;;
    --dry-run) dry_run=true; shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
need helm
if $all; then need kubectl; fi
if $all && ! $sure && ! $dry_run; then
  die 'With --all nothing can be brought back, the Secrets least of all. Look at it with --all --dry-run, then add --yes.'
fi

# remove NAME NAMESPACE
remove() {
  local said
  if $dry_run; then
    printf 'would remove: %s in %s\n' "$1" "$2"
  elif said="$(helm ${flags[@]+"${flags[@]}"} status "$1" --namespace "$2" 2>&1)"; then
    helm ${flags[@]+"${flags[@]}"} uninstall "$1" --namespace "$2" --wait
  elif [[ $said == *'not found'* ]]; then
    printf 'Not installed: %s in %s\n' "$1" "$2"
  else
    die "Helm does not say whether the cluster has $1: $said"
  fi
}

# beside WHAT [kubectl arguments]: what the bundle made.
beside() {
  if ! $all; then
    printf 'Stays: %s\n' "$1"
  elif $dry_run; then
    printf 'would remove: %s\n' "$1"
  else
    kubectl ${context[@]+"${context[@]}"} delete --ignore-not-found "${@:2}"
  fi
}

# forget_pull_secret NAME NAMESPACE: pods of others in the namespace need not look for it. A namespace may be gone by now.
forget_pull_secret() {
  if $all && ! $dry_run; then
    kubectl ${context[@]+"${context[@]}"} patch serviceaccount default --namespace "$2" \
      --patch "{\"imagePullSecrets\":[{\"\$patch\":\"delete\",\"name\":\"$1\"}]}" >/dev/null || true
  fi
}

remove apim-pattern-4-gw apim-pattern-4
remove apim-pattern-4-tm apim-pattern-4
remove apim-pattern-4-km apim-pattern-4
remove apim-pattern-4-acp apim-pattern-4

# What the bundle made beside the releases: kept, or removed with --all.
beside manifests/network-policies.yaml --filename "$here/manifests/network-policies.yaml"
beside manifests/disruption-budgets.yaml --filename "$here/manifests/disruption-budgets.yaml"
beside jobs/database-db1.yaml --filename "$here/jobs/database-db1.yaml"
beside 'gateway apim-pattern-4-gateway in apim-pattern-4' gateway.gateway.networking.k8s.io apim-pattern-4-gateway --namespace apim-pattern-4
beside 'secret apim-pattern-4-credentials in apim-pattern-4' secret apim-pattern-4-credentials --namespace apim-pattern-4
beside 'secret apim-pattern-4-keystores in apim-pattern-4' secret apim-pattern-4-keystores --namespace apim-pattern-4
beside 'secret apim-pattern-4-tls in apim-pattern-4' secret apim-pattern-4-tls --namespace apim-pattern-4
beside 'secret apim-pattern-4-pull in apim-pattern-4' secret apim-pattern-4-pull --namespace apim-pattern-4
forget_pull_secret apim-pattern-4-pull apim-pattern-4
beside 'configmap apim-pattern-4-certificates in apim-pattern-4' configmap apim-pattern-4-certificates --namespace apim-pattern-4

printf '%s\n' 'Always stays: the databases, the namespaces apim-pattern-4, and volumes that pods claimed.'
