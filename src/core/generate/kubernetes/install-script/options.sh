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
