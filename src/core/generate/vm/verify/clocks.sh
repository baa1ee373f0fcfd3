# --- Clocks -------------------------------------------------------------------------------------------------------

now() { date +%s%3N; }

# Bounds between which the clock of a machine is ahead of this one, in milliseconds, and whether it is kept in step.
declare -A least=() most=() kept=()

# Whether a time server keeps the clock of this machine in step: yes, no, or nothing where nobody says.
kept_in_step() {
  local said=''
  if command -v timedatectl >/dev/null; then
    said=$(timedatectl show --property=NTPSynchronized --value 2>/dev/null) || said=''
  fi
  if [[ -z $said ]] && command -v chronyc >/dev/null; then
    said=$(chronyc tracking 2>/dev/null | sed -n 's/^Leap status *: *//p') || said=''
    case $said in
      'Not synchronised') said=no ;;
      ?*) said=yes ;;
    esac
  fi
  printf '%s' "$said"
}

# What is wrong with how far the clock of a machine is ahead of another one, in answer. Zero stands for this machine.
compare_clock() {
  local ahead=$((${least[$1]} - ${most[$2]:-0})) behind=$((${least[$2]:-0} - ${most[$1]}))
  answer=''
  if ((ahead > skew * 1000)); then
    answer="it is $((ahead / 1000)) seconds or more ahead"
  elif ((behind > skew * 1000)); then
    answer="it is $((behind / 1000)) seconds or more behind"
  fi
}

# One row for each machine. The first one has none to agree with: a time server must keep it in step.
compare_clocks() {
  local place name first=''
  for place in "${HOSTS[@]}"; do
    name=${place%%|*}
    count=$((count + 1))
    if [[ -z ${least[$name]:-} ]]; then continue; fi
    if [[ -z $first ]]; then
      first=$name
      compare_clock "$name" here
      own_clock "$name" "${answer:+$answer of the one here}" 'it agrees with the one here'
      continue
    fi
    compare_clock "$name" "$first"
    if [[ -z $answer && ${kept[$name]} == no ]]; then answer='it follows no time server'; fi
    outcome[$count]=${answer:+FAIL}
    outcome[$count]=${outcome[$count]:-pass}
    detail[$count]=$answer
    row "$name" clock "agrees with the one of $first"
  done
}

# own_clock MACHINE DIFFERENCE AGREEMENT: with nobody to say that it is kept in step, a clock can be wrong, but not right.
own_clock() {
  outcome[$count]=FAIL
  detail[$count]=$2
  case ${kept[$1]:-} in
    yes) if [[ -z $2 ]]; then outcome[$count]=pass; fi ;;
    no) detail[$count]="it follows no time server${2:+, and }$2" ;;
    *)
      if [[ -z $2 ]]; then
        outcome[$count]=skip
        detail[$count]="nothing says whether a time server does${3:+; $3}"
      fi
      ;;
  esac
  row "$1" clock 'is kept in step'
}
