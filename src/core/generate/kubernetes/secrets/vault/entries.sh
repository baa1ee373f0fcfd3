folder="$here/external-secrets"
mkdir "$work/vault"
if grep -q FILL-IN <(grep -v '^#' "$folder/store.yaml"); then
  die "Replace the FILL-IN words of $folder/store.yaml first; README.md says by what."
fi

# read_entry ENTRY: brings it into a file of this run, once. One that is not there reads as empty.
read_entry() {
  copy="$work/vault/${1//\//_}"
  [[ -e $copy ]] && return 0
  if fetch "$1" >"$copy.new" 2>"$work/log"; then
    : >"$copy.known"
    mv "$copy.new" "$copy"
  elif grep -q "$not_found" "$work/log"; then
    printf '{}' >"$copy"
  else
    cat "$work/log" >&2
    die "$vault_label does not say whether it has $1; its message is above."
  fi
}

# add_property ENTRY KEY FILE: the file's text under a key of the entry.
add_property() {
  read_entry "$1"
  jq --arg key "$2" --rawfile value "$3" '.[$key] = $value' "$copy" >"$copy.new"
  mv "$copy.new" "$copy"
}

write_entry() {
  read_entry "$1"
  if [[ -e $copy.known ]]; then quietly replace "$1" "$copy"; else quietly create "$1" "$copy"; fi
  : >"$copy.known"
}

# Entries that all clusters share, and those of this one.
entry_of() {
  case $1 in
    "$credentials") printf '%s' "$credentials_entry" ;;
    "$keystores") printf '%s' "$keystores_entry" ;;
    "$tls") printf '%s' "$tls_entry" ;;
    *) printf '%s' "$cluster_entries$1" ;;
  esac
}
