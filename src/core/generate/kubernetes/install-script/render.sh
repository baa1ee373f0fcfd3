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
