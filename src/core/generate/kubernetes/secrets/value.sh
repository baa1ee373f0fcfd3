unset_variables=()

# from_file VARIABLE: its value in the secrets file, when there is one.
from_file() {
  local line
  [[ -r $secrets_file ]] || return 0
  line="$(grep -E "^$1=" "$secrets_file" | tail -n 1 || true)"
  line="${line%$'\r'}"
  printf '%s' "${line#*=}"
}

# value KEY VARIABLE PATTERN RULE [command that makes one]: from this cluster, else the environment or the secrets file,
# else the cluster of --copy-from, else new.
value() {
  local file="$work/values/$1" key=$1 variable=$2 pattern=$3 rule=$4 given
  shift 4
  given="${!variable-}"
  [[ -n $given ]] || given="$(from_file "$variable")"
  if [[ -e $file ]]; then
    :
  elif [[ -n $given ]]; then
    printf '%s' "$given" >"$file"
  elif [[ -e $work/source/$key ]]; then
    cp "$work/source/$key" "$file"
  elif (($# > 0)); then
    "$@" | tr -d '\n' >"$file"
  else
    unset_variables+=("$variable")
    return 0
  fi
  # A line break at the end would be sent to the service with it.
  if (($(wc -l <"$file") > 0)) || ! grep -Eqx -e "$pattern" "$file"; then
    die "The value for $key ($variable) must be $rule."
  fi
}
