/** Functions that render and change one release. */
export const RENDER = `# Where a chart is: a folder of the checkout, or its name in the repository with the pinned version.
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
      --set-string "wso2.deployment.image.registry=\${image_registry%%/*}"
      --set-string "wso2.deployment.image.repository=\${image_registry#*/}/$5"
    )
  fi
  local arguments=("\${chart[@]}" --namespace "$namespace" --values "$here/values/$name.yaml")
  arguments+=(\${extra[@]+"\${extra[@]}"} "\${@:6}")
  rm -rf "$folder"
  mkdir -p "$folder/templates"
  printf 'apiVersion: v2\\nname: %s\\nversion: %s\\n' "$3" "$chart_version" >"$folder/Chart.yaml"
  printf '{{ .Files.Get "objects.yaml" }}\\n' >"$folder/templates/objects.yaml"
  helm template "$name" "\${arguments[@]}" >"$work/$name.yaml"
  "$here/post-render/render.sh" --without "$without" "$name" <"$work/$name.yaml" >"$folder/objects.yaml"
}`

/** Functions of install.sh that render, change and install one release. */
export const RELEASE = `${RENDER}

# install NAME NAMESPACE [further Helm arguments]
install() {
  printf 'Installing %s in %s, waiting up to %s until it is ready ...\\n' "$1" "$2" "$timeout"
  helm_here upgrade --install "$1" "$work/$1" --namespace "$2" "\${@:3}"
}

# release NAME NAMESPACE CHART FOLDER IMAGE [further Helm arguments]
release() {
  render "$@"
  if $dry_run; then
    printf 'renders: %s, %s objects\\n' "$1" "$(grep -c '^kind:' "$work/$1/objects.yaml")"
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
}`

/**
 * The charts stop the old pod before the new one starts, in both Deployments at once. A Deployment that is paused keeps
 * its pod, whatever Helm writes into it. Source: helm-apim, all-in-one and control-plane, `strategy: Recreate`.
 */
export const PAIR = `# pair FIRST SECOND NAME NAMESPACE CHART FOLDER IMAGE [further Helm arguments]: upgrades a release whose two Deployments
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
}`
