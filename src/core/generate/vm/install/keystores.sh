# Whether a keystore opens with the password of a variable, and holds a key of an alias.
opens() {
  local file=$1 variable=$2 alias=$3 arguments
  arguments=(-list -keystore "$file" -storepass:env KEYSTORE_PASSWORD)
  if [[ -n $alias ]]; then arguments+=(-alias "$alias"); fi
  KEYSTORE_PASSWORD=${value[$variable]:-} "$root$java_home/bin/keytool" "${arguments[@]}" >/dev/null 2>&1
}

# Whether the server has this value of a variable already.
is_installed() {
  [[ -n ${value[$1]:-} ]] && grep -qxF "$1=${value[$1]}" "$root$ENVIRONMENT_FILE" 2>/dev/null
}

# Leaves in place_keystores what to put where.
place_keystores=()
check_keystores() {
  local spec file variable alias source installed
  for spec in "${KEYSTORES[@]}"; do
    IFS='|' read -r file variable alias <<<"$spec"
    source=$keystore_folder/$(basename "$here")/$file
    if [[ ! -f $source ]]; then source=$keystore_folder/$file; fi
    installed=$home/repository/resources/security/$file
    if [[ -f $installed ]] && is_installed "$variable" && { [[ ! -f $source ]] || cmp -s "$source" "$installed"; }; then
      continue
    fi
    if [[ ! -f $source && -f $installed ]] && opens "$installed" "$variable" "$alias"; then continue; fi
    if [[ ! -f $source ]]; then
      problem "$source is missing; security/create-keystores.sh makes it, or your own authority"
      continue
    fi
    if [[ -x $root$java_home/bin/keytool ]] && ! opens "$source" "$variable" "$alias"; then
      problem "$source does not open with $variable${alias:+, or has no key named $alias}"
    fi
    place_keystores+=("$source|$installed")
  done
}

copy_keystores() {
  local pair
  for pair in ${place_keystores[@]+"${place_keystores[@]}"}; do place 0640 "${pair%%|*}" "${pair#*|}"; done
}
