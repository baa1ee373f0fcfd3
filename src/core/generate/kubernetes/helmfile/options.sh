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
