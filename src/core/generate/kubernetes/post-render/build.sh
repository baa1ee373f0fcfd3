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
