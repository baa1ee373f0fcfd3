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
