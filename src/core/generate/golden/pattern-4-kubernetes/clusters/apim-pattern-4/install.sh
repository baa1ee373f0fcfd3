#!/usr/bin/env bash
# Installs or upgrades the releases of the cluster apim-pattern-4, each when the one before it is ready.
# Run create-secrets.sh first. Run this again after a change: it upgrades what is there.
set -euo pipefail

usage() {
  cat <<'END'
Usage: install.sh [options]
  --context NAME              kubectl context of the cluster; without it, the current one
  --charts FOLDER             a checkout of WSO2's helm-apim at the tag below, instead of the chart repository
  --image-registry HOST/PATH  where images/build.sh pushed the images with the JDBC driver
  --timeout TIME              how long one release may take to become ready; 20m if not given
  --without NAMES             what to leave out of the following, separated by commas:
                                spread: pods of a release on different machines and zones
                                probes: readiness by the port that others dial
                                replicas: the autoscaler's number of gateways, kept at an upgrade
                                view: labels and arrows for OpenShift's topology view
                                key-manager: the all-in-one told about a separate Key Manager
                                budgets: disruption budgets that select the pods
                                policies: network policies for exactly the drawn connections
  --dry-run                   render every release and print what would be done; nothing is changed
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
chart_version=4.7.0-1
chart_tag=all-in-one-4.7.0-1
namespaces=(apim-pattern-4)

context=()
charts=''
image_registry=''
timeout=20m
without=''
dry_run=false
while (($# > 0)); do
  case $1 in
    --context) context=(--context "${2:?--context needs a name}"); shift 2 ;;
    --charts) charts="${2:?--charts needs a folder}"; shift 2 ;;
    --image-registry) image_registry="${2:?--image-registry needs HOST/PATH}"; shift 2 ;;
    --timeout) timeout="${2:?--timeout needs a time such as 20m}"; shift 2 ;;
    --without) without="${2:?--without needs names such as spread,policies}"; shift 2 ;;
    --dry-run) dry_run=true; shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
for name in ${without//,/ }; do
  case $name in
    spread | probes | replicas | view | key-manager | budgets | policies) ;;
    *) die "There is nothing called $name to leave out. install.sh --help says what there is." ;;
  esac
done
need helm kubectl

kube() {
  kubectl ${context[@]+"${context[@]}"} "$@"
}

helm_here() {
  local flags=()
  if ((${#context[@]} > 0)); then flags=(--kube-context "${context[1]}"); fi
  helm ${flags[@]+"${flags[@]}"} "$@"
}

# Prints a command instead of running it when nothing may be changed.
change() {
  if $dry_run; then
    printf 'would run:'
    printf ' %q' "$@"
    printf '\n'
  else
    "$@"
  fi
}

left_out() {
  [[ ,$without, == *",$1,"* ]]
}

work="$(mktemp -d)"
# What to know when this ends too soon, by an error or by a signal.
held=''
finish() {
  rm -rf "$work"
  if [[ -n $held ]]; then printf '%s\n' "$held" >&2; fi
}
trap finish EXIT

missing=0
require_object() {
  if ! kube get "$2" "$3" --namespace "$1" >/dev/null 2>&1; then
    printf 'Missing: %s %s in the namespace %s. Run create-secrets.sh, which makes it.\n' "$2" "$3" "$1" >&2
    missing=1
  fi
}

check_cluster() {
  kube version >/dev/null || die 'kubectl does not reach the cluster. Give its context with --context.'
  kube get crd gateways.gateway.networking.k8s.io >/dev/null 2>&1 ||
    die 'The cluster has no Gateway API. Install Envoy Gateway first, as README.md says.'
  kube get crd backendtlspolicies.gateway.networking.k8s.io --output jsonpath='{.spec.versions[*].name}' |
    grep -qw v1 || die 'The Gateway API of the cluster has no BackendTLSPolicy in v1. Install a newer one.'
  kube get crd backendtrafficpolicies.gateway.envoyproxy.io >/dev/null 2>&1 ||
    die 'The cluster has no Envoy Gateway. Install it first, as README.md says.'
  require_object apim-pattern-4 secret apim-pattern-4-credentials
  require_object apim-pattern-4 secret apim-pattern-4-keystores
  require_object apim-pattern-4 secret apim-pattern-4-tls
  require_object apim-pattern-4 configmap apim-pattern-4-certificates
  if ((missing)); then exit 1; fi
}

# Where a chart is: a folder of the checkout, or its name in the repository with the pinned version.
chart_arguments() {
  if [[ -n $charts ]]; then
    [[ -f $charts/$2/Chart.yaml ]] || die "There is no chart in $charts/$2. Check out the tag $chart_tag there."
    grep -qx "version: $chart_version" "$charts/$2/Chart.yaml" ||
      die "The chart in $charts/$2 is not version $chart_version. Check out the tag $chart_tag."
    chart=("$charts/$2")
  else
    chart=("wso2/$1" --version "$chart_version")
  fi
}

# render NAME NAMESPACE CHART FOLDER IMAGE [further Helm arguments]: into $work/NAME, a chart of finished objects. Helm
# installs that one, so it keeps the history and takes back what fails, with Helm 3 and 4 alike.
render() {
  local name=$1 namespace=$2 chart=() extra=() folder="$work/$1"
  chart_arguments "$3" "$4"
  if [[ -n $5 && -n $image_registry ]]; then
    extra=(
      --set-string "wso2.deployment.image.registry=${image_registry%%/*}"
      --set-string "wso2.deployment.image.repository=${image_registry#*/}/$5"
    )
  fi
  local arguments=("${chart[@]}" --namespace "$namespace" --values "$here/values/$name.yaml")
  arguments+=(${extra[@]+"${extra[@]}"} "${@:6}")
  rm -rf "$folder"
  mkdir -p "$folder/templates"
  printf 'apiVersion: v2\nname: %s\nversion: %s\n' "$3" "$chart_version" >"$folder/Chart.yaml"
  printf '{{ .Files.Get "objects.yaml" }}\n' >"$folder/templates/objects.yaml"
  helm template "$name" "${arguments[@]}" >"$work/$name.yaml"
  "$here/post-render/render.sh" --without "$without" "$name" <"$work/$name.yaml" >"$folder/objects.yaml"
}

# install NAME NAMESPACE [further Helm arguments]
install() {
  printf 'Installing %s in %s, waiting up to %s until it is ready ...\n' "$1" "$2" "$timeout"
  helm_here upgrade --install "$1" "$work/$1" --namespace "$2" "${@:3}"
}

# release NAME NAMESPACE CHART FOLDER IMAGE [further Helm arguments]
release() {
  render "$@"
  if $dry_run; then
    printf 'renders: %s, %s objects\n' "$1" "$(grep -c '^kind:' "$work/$1/objects.yaml")"
  else
    install "$1" "$2" --wait --timeout "$timeout"
  fi
}

# has_deployment NAME NAMESPACE: a cluster that does not answer is not one that has none.
has_deployment() {
  local found
  found="$(kube get deployment "$1" --namespace "$2" --ignore-not-found --output name)" ||
    die "The cluster does not say whether it runs $1."
  [[ -n $found ]]
}

# pair FIRST SECOND NAME NAMESPACE CHART FOLDER IMAGE [further Helm arguments]: upgrades a release whose two Deployments
# would stop together. The second one is paused until the first one is ready.
pair() {
  local first=$1 second=$2 name=$3 namespace=$4 paused
  shift 2
  if $dry_run || ! has_deployment "$second" "$namespace"; then
    release "$@"
    return
  fi
  render "$@"
  paused="$(kube get deployment "$second" --namespace "$namespace" --output jsonpath='{.spec.paused}')"
  if [[ $paused != true ]]; then kube rollout pause "deployment/$second" --namespace "$namespace"; fi
  held="The upgrade of $name stopped. $second still runs what it ran before, and is paused so that it stays so.
Look at $first in the namespace $namespace. Then run this again, or go back with:
  helm rollback $name --namespace $namespace
  kubectl rollout resume deployment/$second --namespace $namespace"
  install "$name" "$namespace"
  rolled_out "$first" "$namespace"
  kube rollout resume "deployment/$second" --namespace "$namespace"
  held=''
  rolled_out "$second" "$namespace" ||
    die "$first runs the upgrade, $second does not become ready. Look at it, then run this again."
}

# rolled_out DEPLOYMENT NAMESPACE
rolled_out() {
  kube rollout status "deployment/$1" --namespace "$2" --timeout "$timeout"
}

if [[ -z $image_registry ]] && ! $dry_run; then
  die 'WSO2 publishes no image with a JDBC driver. Build and push yours with images/build.sh, then give --image-registry.'
fi
if [[ -n $image_registry && $image_registry != */* ]]; then
  die 'Give --image-registry as HOST/PATH, such as registry.acme.com/apim.'
fi
if [[ -z $charts ]]; then
  helm repo add wso2 https://helm.wso2.com --force-update >/dev/null
  helm repo update wso2 >/dev/null
fi
if ! $dry_run; then check_cluster; fi
change kube apply --filename "$here/manifests/namespaces.yaml"
for manifest in "$here/manifests/"*.yaml; do
  case ${manifest##*/} in
    namespaces.yaml) ;;
    disruption-budgets.yaml) left_out budgets || change kube apply --filename "$manifest" ;;
    network-policies.yaml) left_out policies || change kube apply --filename "$manifest" ;;
    *) change kube apply --filename "$manifest" ;;
  esac
done

# The first node fills the databases alone; only then may the second one start.
if ! $dry_run && ! has_deployment apim-pattern-4-acp-wso2am-acp-deployment-2 apim-pattern-4; then
  release apim-pattern-4-acp apim-pattern-4 wso2am-acp distributed/control-plane wso2am-acp \
    --set wso2.deployment.highAvailability=false
fi
pair apim-pattern-4-acp-wso2am-acp-deployment-1 apim-pattern-4-acp-wso2am-acp-deployment-2 apim-pattern-4-acp apim-pattern-4 wso2am-acp distributed/control-plane wso2am-acp

release apim-pattern-4-km apim-pattern-4 wso2am-km distributed/key-manager wso2am-acp

release apim-pattern-4-tm apim-pattern-4 wso2am-tm distributed/traffic-manager ''

release apim-pattern-4-gw apim-pattern-4 wso2am-universal-gw distributed/gateway ''

if ! $dry_run; then
  for namespace in "${namespaces[@]}"; do
    kube get gateways,httproutes,services,pods --namespace "$namespace"
  done
fi
printf 'Done. README.md says how to check that it works.\n'
