#!/usr/bin/env bash
# Changes what Helm rendered of one release: reads it from the standard input and writes the changed objects.
# install.sh runs it on what "helm template" says. It is no --post-renderer of Helm 4, which in 4.1 stops at the
# rows of dashes above the templates of WSO2's charts; Helm 3 can run it as one.
set -euo pipefail

usage() {
  cat <<'END'
Usage: render.sh [options] RELEASE
  --without NAMES  changes to leave out, separated by commas; install.sh --help says what there is
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

cat >"$work/rendered.yaml"

# Patches stand in files named after the change, with the number of the instance behind it.
without="$without" awk '
  /^  - path: / {
    change = $3
    sub(/(-[0-9]+)?\.yaml$/, "", change)
    left_out = index(ENVIRON["without"], "," change ",")
  }
  !left_out
' "$here/$release/kustomization.yaml" >"$work/kustomization.yaml"
kubectl kustomize "$work" >"$work/changed"
cat "$work/changed"
