# use_cluster NAME: calls after it go there.
use_cluster() {
  local given
  cluster=$1
  context=()
  for given in ${contexts[@]+"${contexts[@]}"}; do
    context=(--context "$given")
  done
}
