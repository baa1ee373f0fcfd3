# The chart of the Key Manager writes its liveness probe twice, which kubectl refuses to read: the first one stays.
awk '
  { match($0, /^ */); indent = RLENGTH }
  repeated && (indent > level || $0 ~ /^ *$/) { next }
  { repeated = 0 }
  /^---/ || /^ *- name:/ { split("", seen) }
  /^ *livenessProbe:$/ {
    if (indent in seen) { repeated = 1; level = indent; next }
    seen[indent] = 1
  }
  { print }
' >"$work/rendered.yaml"
