wanted() {
  local name
  ((${#only[@]} > 0)) || return 0
  for name in "${only[@]}"; do
    if [[ $name == "$1" ]]; then return 0; fi
  done
  return 1
}

for name in ${only[@]+"${only[@]}"}; do
  [[ " ${clusters[*]} " == *" $name "* ]] || die "There is no cluster $name. There are: ${clusters[*]}."
done
printf '%-7s %-16s %-24s %s\n' outcome cluster drawn what
for name in "${clusters[@]}"; do
  wanted "$name" || continue
  use_cluster "$name"
  kube version >/dev/null 2>&1 || { row failed - 'kubectl does not reach the cluster'; continue; }
  checks_of "$name"
done
for thing in admin-password keystore encryption-key; do same "$thing"; done
printf '%s passed, %s failed\n' "$passed" "$failures"
((failures == 0))
