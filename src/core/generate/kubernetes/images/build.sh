platform=linux/amd64
push=true
while (($# > 0)); do
  case $1 in
    --registry) registry="${2:?--registry needs HOST/PATH}"; shift 2 ;;
    --base) base="${2:?--base needs HOST/PATH}"; shift 2 ;;
    --platform) platform="${2:?--platform needs a name}"; shift 2 ;;
    --no-push) push=false; shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
[[ -n $registry ]] || { usage >&2; exit 2; }
need docker
digests="$(mktemp)"
trap 'rm -f "$digests"' EXIT

# build DOCKERFILE NAME BASE_TAG TAG [JAR...]: the jar's pattern is expanded by the shell that calls.
build() {
  local file=$1 name=$2 from=$3 tag=$4 digest
  shift 4
  [[ $# == 0 || -f $1 ]] || die "There is no JDBC driver: put $(basename "$1") into $here/drivers."
  docker build --platform "$platform" --build-arg "BASE=$base/$name:$from" --file "$here/$file" \
    --tag "$registry/$name:$tag" "$here"
  if $push; then
    docker push "$registry/$name:$tag"
    docker image inspect --format '{{ range .RepoDigests }}{{ println . }}{{ end }}' "$registry/$name:$tag" >"$digests"
    # Docker leaves docker.io out of the names that it tells.
    digest="$(sed -n -e "s|^$registry/$name@||p" -e "s|^${registry#docker.io/}/$name@||p" "$digests" | head -n 1)"
    printf 'Pushed %s: %s\n' "$name:$tag" "${digest:-the registry gave no digest}"
    if [[ -n $digest ]]; then
      printf 'To pin it, enter the digest in the drawing as image digest of the servers that run it, and export again.\n'
    fi
  fi
}
