# use_cluster NAME: calls after it go there.
use_cluster() {
  local given
  cluster=$1
  context=(--context "$1")
  for given in ${contexts[@]+"${contexts[@]}"}; do
    if [[ $given == "$1="* ]]; then context=(--context "${given#*=}"); fi
  done
}
