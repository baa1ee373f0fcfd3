#!/usr/bin/env bash
# Builds the images that the values name and WSO2 does not publish, and pushes them to your registry.
# The product may not ship JDBC drivers: put their jars into the folder drivers/ beside this script.
set -euo pipefail

usage() {
  cat <<'END'
Usage: build.sh --registry HOST/PATH [options]
  --registry HOST/PATH  where the images go, such as registry.acme.com/apim; install.sh gets the same
  --base HOST/PATH      where WSO2's images come from; docker.io/wso2 if not given
  --platform NAME       platform of the cluster nodes; linux/amd64 if not given
  --no-push             build only
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
registry=''
base=docker.io/wso2
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

build Dockerfile.wso2am-acp-mysql wso2am-acp 4.7.0 4.7.0-mysql "$here"/drivers/mysql-connector-*.jar
