without=,
release=''
while (($# > 0)); do
  case $1 in
    --without) without=",${2?--without needs names},"; shift 2 ;;
    -h | --help) usage; exit 0 ;;
    -*) usage >&2; exit 2 ;;
    *) release=$1; shift ;;
  esac
done
[[ -n $release ]] || { usage >&2; exit 2; }
[[ -f $here/$release/kustomization.yaml ]] || die "There are no changes for a release $release in $here."
need awk kubectl
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cp "$here/$release/"*.yaml "$work/"
