# --- Secrets ------------------------------------------------------------------------------------------------------

declare -A value=()

read_secrets() {
  local file=$1 line number=0
  [[ -r $file ]] || fail "cannot read $file"
  while IFS= read -r line || [[ -n $line ]]; do
    number=$((number + 1))
    line=${line%$'\r'}
    if [[ $line =~ ^[[:space:]]*(#.*)?$ ]]; then continue; fi
    [[ $line =~ ^([A-Z_][A-Z0-9_]*)=(.*)$ ]] || fail "line $number of $file is not NAME=value"
    value[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]}
  done <"$file"
}

load_secrets() {
  local rule name pattern words
  if [[ -n $secrets_file ]]; then
    read_secrets "$secrets_file"
  elif [[ -e $bundle/security/secrets.env ]]; then
    read_secrets "$bundle/security/secrets.env"
  elif [[ -e $root$ENVIRONMENT_FILE ]]; then
    read_secrets "$root$ENVIRONMENT_FILE"
  fi
  for rule in "${SECRETS[@]}"; do
    IFS='|' read -r name pattern words <<<"$rule"
    if [[ -n ${!name:-} ]]; then value[$name]=${!name}; fi
    # The embedded database comes with a password that WSO2 documents.
    if [[ $name == EMBEDDED_DB_PASSWORD && -z ${value[$name]:-} ]]; then value[$name]=wso2carbon; fi
    if [[ -z ${value[$name]:-} ]]; then
      problem "$name has no value; see security/secrets.env.example"
    elif [[ ! ${value[$name]} =~ $pattern ]]; then
      problem "$name must be $words"
    fi
  done
}
