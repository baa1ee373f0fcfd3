# --- Undoing ------------------------------------------------------------------------------------------------------

scratch=$(mktemp -d)
readonly scratch
staging=''
touched=()

# Keeps a file as it is, to be put back if a later step fails.
remember() {
  if [[ -e $1 ]]; then cp -p "$1" "$scratch/kept.${#touched[@]}"; fi
  touched+=("$1")
}

put_back() {
  local at
  for ((at = ${#touched[@]} - 1; at >= 0; at--)); do
    if [[ -e $scratch/kept.$at ]]; then
      cp -p "$scratch/kept.$at" "${touched[at]}"
    else
      rm -f "${touched[at]}"
    fi
    rm -f "${touched[at]}.new"
  done
}

# Counts a change. From the first one on the server is not what its mark says, until all steps went through.
change() {
  changes=$((changes + 1))
  if [[ $dry_run == no && -f $installed_mark ]]; then
    remember "$installed_mark"
    rm -f "$installed_mark"
  fi
}

finish() {
  local status=$?
  if ((status != 0)) && [[ -n $doing ]]; then
    put_back
    printf 'Error: %s did not go through; the cause is above.
' "$doing" >&2
    printf 'Files that were there before are back as they were, and a server that runs was not stopped.
' >&2
    printf 'Remove the cause and run the same command again: it goes on from here.
' >&2
  fi
  if [[ -n $staging ]]; then rm -rf "$staging"; fi
  rm -rf "$scratch"
  if ((status != 0)); then exit 1; fi
}
trap finish EXIT
