kube() {
  kubectl ${context[@]+"${context[@]}"} "$@"
}

helm_here() {
  local flags=()
  if ((${#context[@]} > 0)); then flags=(--kube-context "${context[1]}"); fi
  helm ${flags[@]+"${flags[@]}"} "$@"
}

# Prints a command instead of running it when nothing may be changed.
change() {
  if $dry_run; then
    printf 'would run:'
    printf ' %q' "$@"
    printf '\n'
  else
    "$@"
  fi
}

left_out() {
  [[ ,$without, == *",$1,"* ]]
}

work="$(mktemp -d)"
# What to know when this ends too soon, by an error or by a signal.
held=''
finish() {
  rm -rf "$work"
  if [[ -n $held ]]; then printf '%s\n' "$held" >&2; fi
}
trap finish EXIT
