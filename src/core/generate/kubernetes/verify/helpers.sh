kube() {
  kubectl ${context[@]+"${context[@]}"} "$@"
}

# row OUTCOME DRAWN TEXT
row() {
  if [[ $1 == failed ]]; then failures=$((failures + 1)); else passed=$((passed + 1)); fi
  printf '%-7s %-16s %-24s %s\n' "$1" "$cluster" "$2" "$3"
}

left_out() {
  [[ ,$without, == *",$1,"* ]]
}
