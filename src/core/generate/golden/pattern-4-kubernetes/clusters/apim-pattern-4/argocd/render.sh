#!/usr/bin/env bash
# Writes the objects of the releases of the cluster apim-pattern-4 into objects/, as install.sh would install them.
# Run it after every change of values/ or post-render/, and commit what it writes. It needs no cluster.
set -euo pipefail

usage() {
  cat <<'END'
Usage: render.sh [options]
  --charts FOLDER             a checkout of WSO2's helm-apim at the tag below, instead of the chart repository
  --image-registry HOST/PATH  where images/build.sh pushed its images
  --without NAMES             changes to leave out, separated by commas; install.sh --help says what there is
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
bundle="$here"
here="$here/.."
chart_version=4.7.0-1
chart_tag=all-in-one-4.7.0-1

charts=''
image_registry=''
without=''
while (($# > 0)); do
  case $1 in
    --charts) charts="${2:?--charts needs a folder}"; shift 2 ;;
    --image-registry) image_registry="${2:?--image-registry needs HOST/PATH}"; shift 2 ;;
    --without) without="${2:?--without needs names such as spread}"; shift 2 ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
need helm kubectl
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir -p "$bundle/objects"
if [[ -z $charts ]]; then
  helm repo add wso2 https://helm.wso2.com --force-update >/dev/null
  helm repo update wso2 >/dev/null
fi

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

patches=()
values=()

# by_name KEY VARIABLE: a password that the chart takes as text; the server reads it from its environment.
by_name() {
  values+=(--set-string "$1=\$env{$2}")
}

# variable DEPLOYMENTS CONTAINER VARIABLE SECRET KEY: the pods get a password from the Secret, and no file has it.
variable() {
  local deployment file
  for deployment in ${1//,/ }; do
    file="variable-$deployment-$3.yaml"
    printf 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: %s\nspec:\n  template:\n    spec:\n      containers:\n        - name: %s\n          env:\n            - name: %s\n              valueFrom:\n                secretKeyRef:\n                  name: %s\n                  key: %s\n' \
      "$deployment" "$2" "$3" "$4" "$5" >"$work/$file"
    patches+=("$file|$deployment")
  done
}

# objects RELEASE NAMESPACE WAVE LATER_WAVE SECOND: the rendered objects with namespace and wave; SECOND is applied later.
objects() {
  local name=$1 file
  mv "$work/$name/objects.yaml" "$work/objects.yaml"
  printf 'apiVersion: builtin\nkind: NamespaceTransformer\nmetadata:\n  name: namespace\n  namespace: %s\nunsetOnly: true\n' "$2" >"$work/namespace.yaml"
  printf 'apiVersion: builtin\nkind: AnnotationsTransformer\nmetadata:\n  name: wave\nannotations:\n  argocd.argoproj.io/sync-wave: "%s"\nfieldSpecs:\n  - path: metadata/annotations\n    create: true\n' "$3" >"$work/wave.yaml"
  {
    printf 'resources: [objects.yaml]\ntransformers: [namespace.yaml, wave.yaml'
    if [[ -n $5 ]]; then printf ', later.yaml'; fi
    printf ']\npatches:\n'
    for file in ${patches[@]+"${patches[@]}"}; do printf '  - path: %s\n    target:\n      kind: Deployment\n      name: %s\n' "${file%|*}" "${file#*|}"; done
  } >"$work/kustomization.yaml"
  if [[ -n $5 ]]; then
    printf 'apiVersion: builtin\nkind: PatchTransformer\nmetadata:\n  name: later\ntarget:\n  kind: Deployment\n  name: %s\npatch: |\n  - op: replace\n    path: /metadata/annotations/argocd.argoproj.io~1sync-wave\n    value: "%s"\n' "$5" "$4" >"$work/later.yaml"
  fi
  kubectl kustomize "$work" >"$work/finished.yaml"
  command install -m 0644 "$work/finished.yaml" "$bundle/objects/$name.yaml"
  printf 'Wrote: %s, %s objects\n' "objects/$name.yaml" "$(grep -c '^kind:' "$bundle/objects/$name.yaml")"
  patches=()
  values=()
}
if [[ -z $image_registry ]]; then
  printf '%s\n' 'WSO2 publishes no image with a JDBC driver. Give --image-registry with where images/build.sh pushed yours before you commit.' >&2
fi

render apim-pattern-4-acp apim-pattern-4 wso2am-acp distributed/control-plane wso2am-acp ${values[@]+"${values[@]}"}
objects apim-pattern-4-acp apim-pattern-4 1 2 apim-pattern-4-acp-wso2am-acp-deployment-2

render apim-pattern-4-km apim-pattern-4 wso2am-km distributed/key-manager wso2am-acp ${values[@]+"${values[@]}"}
objects apim-pattern-4-km apim-pattern-4 3 4 ''

render apim-pattern-4-tm apim-pattern-4 wso2am-tm distributed/traffic-manager '' ${values[@]+"${values[@]}"}
objects apim-pattern-4-tm apim-pattern-4 5 6 ''

render apim-pattern-4-gw apim-pattern-4 wso2am-universal-gw distributed/gateway '' ${values[@]+"${values[@]}"}
objects apim-pattern-4-gw apim-pattern-4 7 8 ''

printf 'Commit %s.\n' "$bundle/objects"
