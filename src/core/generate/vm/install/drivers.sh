matches() {
  local pattern=$1 name=$2
  # shellcheck disable=SC2254 # The pattern is meant to be one.
  case $name in
    $pattern) return 0 ;;
    *) return 1 ;;
  esac
}

place_drivers=()
check_drivers() {
  local spec pattern words file found library=$home/repository/components/lib
  for spec in "${DRIVERS[@]}"; do
    IFS='|' read -r pattern words <<<"$spec"
    found=''
    for file in ${drivers[@]+"${drivers[@]}"} "$bundle"/drivers/*.jar "$library"/*.jar; do
      if [[ -f $file ]] && matches "$pattern" "$(basename "$file")"; then
        found=$file
        break
      fi
    done
    if [[ -z $found ]]; then
      problem "no $pattern ($words); name it with --driver, or put it into drivers/ of the bundle"
    elif [[ $found != "$library"/* ]]; then
      place_drivers+=("$found")
    fi
  done
}

copy_drivers() {
  local file
  for file in ${place_drivers[@]+"${place_drivers[@]}"}; do
    place 0640 "$file" "$home/repository/components/lib/$(basename "$file")"
  done
}
