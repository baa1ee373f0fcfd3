# same THING: every server has the one that the first has.
same() {
  local entry where sum first='' others=''
  cluster=all
  for entry in ${digests[@]+"${digests[@]}"}; do
    [[ $entry == "$1 "* ]] || continue
    where="$(cut -d' ' -f2 <<<"$entry")"
    sum="${entry##* }"
    if [[ -z $first ]]; then first="$where $sum"; fi
    [[ $sum == "${first##* }" ]] || others+=" $where"
  done
  [[ -n $first ]] || return 0
  if [[ -z $others ]]; then
    row ok - "the $1 is the same everywhere"
  else
    row failed - "the $1 of ${first%% *} differs from that of:$others"
  fi
}
