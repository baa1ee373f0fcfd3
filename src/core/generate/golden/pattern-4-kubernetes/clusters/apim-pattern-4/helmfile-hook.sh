#!/usr/bin/env bash
# Steps around the releases of helmfile.yaml, which calls it. Set in the environment what install.sh takes as options:
# HELM_APIM (a checkout of WSO2's helm-apim at the tag below, instead of the chart repository), IMAGE_REGISTRY
# (HOST/PATH that images/build.sh pushed to), WITHOUT (changes to leave out, separated by commas).
set -euo pipefail

usage() {
  cat <<'END'
Usage: helmfile-hook.sh STEP [RELEASE]
  render     makes the chart of a release: finished objects, in helmfile-charts/
  manifests  looks at the cluster, and applies manifests/
  before     starts the first node of a new pair alone; pauses the second one at an upgrade
  after      waits for the first node of a pair, then lets the second one follow
  clean      takes the chart away
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

charts="${HELM_APIM-}"
image_registry="${IMAGE_REGISTRY-}"
without="${WITHOUT-}"
timeout=1200s
dry_run=false
case ${1-} in
  -h | --help) usage; exit 0 ;;
  render | manifests | before | after | clean) step=$1 ;;
  *) usage >&2; exit 2 ;;
esac
release="${2-}"
need helm kubectl
umask 077
work="$here/helmfile-charts"
mkdir -p "$work"

kube() {
  kubectl "$@"
}

helm_here() {
  helm "$@"
}

left_out() {
  [[ ,$without, == *",$1,"* ]]
}

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

if [[ $step == render ]]; then dry_run=true; fi
if [[ $step == render || $step == before ]] && [[ -z $charts ]]; then
  helm repo add wso2 https://helm.wso2.com --force-update >/dev/null
fi
arguments=()
pair=()

case $release in
  apim-pattern-4-acp) arguments=(apim-pattern-4-acp apim-pattern-4 wso2am-acp distributed/control-plane wso2am-acp); pair=(apim-pattern-4-acp-wso2am-acp-deployment-1 apim-pattern-4-acp-wso2am-acp-deployment-2) ;;
  apim-pattern-4-km) arguments=(apim-pattern-4-km apim-pattern-4 wso2am-km distributed/key-manager wso2am-acp) ;;
  apim-pattern-4-tm) arguments=(apim-pattern-4-tm apim-pattern-4 wso2am-tm distributed/traffic-manager '') ;;
  apim-pattern-4-gw) arguments=(apim-pattern-4-gw apim-pattern-4 wso2am-universal-gw distributed/gateway '') ;;
  '') ;;
  *) die "There is no release $release here." ;;
esac
if [[ $step == manifests && -z $image_registry ]]; then
  die 'WSO2 publishes no image with a JDBC driver. Build and push yours with images/build.sh, then set IMAGE_REGISTRY.'
fi

apply_manifests() {
  local manifest
  kube apply --filename "$here/manifests/namespaces.yaml"
  for manifest in "$here/manifests/"*.yaml; do
    case ${manifest##*/} in
      disruption-budgets.yaml) left_out budgets || kube apply --filename "$manifest" ;;
      network-policies.yaml) left_out policies || kube apply --filename "$manifest" ;;
      *) kube apply --filename "$manifest" ;;
    esac
  done
}

# The first node fills the databases alone; at an upgrade, the second one keeps running until the first is ready.
before_pair() {
  if has_deployment "${pair[1]}" "${arguments[1]}"; then
    kube rollout pause "deployment/${pair[1]}" --namespace "${arguments[1]}" || true
  else
    render "${arguments[@]}" --set wso2.deployment.highAvailability=false
    install "$release" "${arguments[1]}" --wait --timeout "$timeout"
  fi
}

after_pair() {
  kube rollout status "deployment/${pair[0]}" --namespace "${arguments[1]}" --timeout "$timeout" ||
    die "${pair[0]} does not become ready. ${pair[1]} is paused and still runs what it ran before: look at the first, then run this again."
  kube rollout resume "deployment/${pair[1]}" --namespace "${arguments[1]}" 2>/dev/null || true
  kube rollout status "deployment/${pair[1]}" --namespace "${arguments[1]}" --timeout "$timeout"
}

case $step in
  manifests) check_cluster; apply_manifests ;;
  render) render "${arguments[@]}" ;;
  before)
    if ((${#pair[@]} > 0)); then before_pair; fi
    render "${arguments[@]}"
    ;;
  after) after_pair ;;
  clean) rm -rf "${work:?}/$release" "$work/$release.yaml" ;;
esac
