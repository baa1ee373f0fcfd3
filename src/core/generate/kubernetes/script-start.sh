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
