# --- The run ------------------------------------------------------------------------------------------------------

# Makes the checks of one machine here.
work() {
  mode=work
  here=$1
  count=0
  loaded=''
  all_checks
}

# Whether a machine is asked: once the standby works, only those of the standby.
takes_part() {
  local name
  if [[ $promoted == no ]]; then return 0; fi
  for name in "${STANDBY_HOSTS[@]}"; do
    if [[ $name == "$1" ]]; then return 0; fi
  done
  return 1
}

# Makes the checks of one machine over ssh.
work_at() {
  local name=$1 target=$2 command before after first last
  printf -v command ' %q' --host "$name" --lines --salt "$salt" --days "$days" --timeout "$patience"
  if [[ -n $root ]]; then printf -v command '%s --root %q' "$command" "$root"; fi
  if [[ $promoted == yes ]]; then command+=' --promoted'; fi
  # shellcheck disable=SC2016 # The shell over there is to ask who it is.
  command='if [ "$(id -u)" -eq 0 ]; then set -- bash; else set -- sudo -n bash; fi; exec "$@" -s --'"$command"
  before=$(now)
  if ! "${remote[@]}" "$target" "$command" <"${BASH_SOURCE[0]}" >"$scratch/lines"; then
    outcome[reach-$name]=FAIL
    return
  fi
  after=$(now)
  first=$(sed -n 's/^time\t//p' "$scratch/lines" | head -n 1)
  last=$(sed -n 's/^time\t//p' "$scratch/lines" | tail -n 1)
  kept[$name]=$(sed -n 's/^kept\t//p' "$scratch/lines")
  least[$name]=$((last - after))
  most[$name]=$((first - before))
  reached[$name]=yes
  gather < <(grep -Ev '^(time|kept)' "$scratch/lines")
}

if [[ $lines == yes ]]; then
  printf 'time\t%s\n' "$(now)"
  work "$host"
  printf 'time\t%s\n' "$(now)"
  printf 'kept\t%s\n' "$(kept_in_step)"
  exit 0
fi
if [[ -z $salt ]]; then salt=$(openssl rand -hex 16); fi
if [[ -n $host ]]; then
  work "$host" >"$scratch/lines"
  reached[$host]=yes
  gather <"$scratch/lines"
else
  for place in "${HOSTS[@]}"; do
    if ! takes_part "${place%%|*}"; then continue; fi
    printf 'Checking from %s.\n' "${place%%|*}" >&2
    work_at "${place%%|*}" "${place#*|}"
  done
fi
if [[ $outside == yes ]]; then
  work "$OUTSIDE" >"$scratch/lines"
  reached[$OUTSIDE]=yes
  gather <"$scratch/lines"
fi

mode=show
count=0
all_checks
if [[ -n $host ]]; then
  count=$((count + 1))
  kept[$host]=$(kept_in_step)
  own_clock "$host" '' ''
else
  compare_clocks
fi
for place in "${HOSTS[@]}"; do
  name=${place%%|*}
  if [[ -n ${outcome[reach-$name]:-} ]]; then
    count=$((count + 1))
    outcome[$count]=FAIL
    row "$name" ssh "${place#*|} cannot be reached, or verify.sh does not run there"
  fi
done
printf '%s passed, %s failed, %s skipped.\n' "$passed" "$failed" "$skipped"
if ((failed > 0)); then exit 1; fi
