# --- Machinery

# 'work' makes the checks of the machine named in here, 'show' prints what came of all of them. Every check has a number,
# the same on every machine.
mode=''
here=''
count=0
passed=0
failed=0
skipped=0
declare -A seat=() title=() environment=() home=() authorities=() outcome=() detail=() marks=() reached=()
declare -A value=()
waits=no
loaded=''
answer=''
said=''
trusted=''

# Starts a check of WHO; whether to make it now. In 'show' it prints the row instead.
turn() {
  local who=$1 kind=$2 words=$3
  count=$((count + 1))
  if [[ $mode == show ]]; then
    row "${seat[$who]}" "$kind" "${title[$who]}$words"
    return 1
  fi
  if [[ ${seat[$who]} != "$here" ]]; then return 1; fi
  if [[ $waits == yes ]]; then
    result skip 'it waits for the promotion of its datacenter'
    return 1
  fi
}

# once_promoted CHECK...: one that holds only while the standby works.
once_promoted() {
  if [[ $promoted == no ]]; then waits=yes; fi
  "$@"
  waits=no
}

# One row of the table, for the check that count stands at.
row() {
  local place=$1 kind=$2 words=$3 result=${outcome[$count]:-} more=${detail[$count]:-}
  if [[ -z $result ]]; then
    if [[ -z ${reached[$place]:-} ]]; then return; fi
    result=skip
    more='not made'
  fi
  case $result in
    pass) passed=$((passed + 1)) ;;
    skip) skipped=$((skipped + 1)) ;;
    *) failed=$((failed + 1)) ;;
  esac
  printf '%-4s  %-14s %-11s %s%s\n' "$result" "$place" "$kind" "$words" "${more:+ - $more}"
}

# What came of the check that count stands at.
result() {
  printf '%s\t%s\t%s\n' "$count" "$1" "${2:-}"
}

conclude() {
  if [[ -z $answer ]]; then result pass "${1:-}"; else result FAIL "$answer"; fi
}

# Takes in the lines of a machine.
gather() {
  local line first second third
  while IFS=$'\t' read -r first second third line; do
    case $first in
      fact) marks["$second/$third"]=$line ;;
      *)
        outcome[$first]=$second
        detail[$first]=$third
        ;;
    esac
  done
}
