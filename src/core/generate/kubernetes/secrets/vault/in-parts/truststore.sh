# The truststore is larger than an entry of the vault may be: it is kept in parts.
load_truststore() {
  local entry
  [[ -e $1/$truststore_file ]] && return 0
  read_entry "${truststore_parts[0]}"
  jq -e 'has("part")' "$copy" >/dev/null || return 0
  for entry in "${truststore_parts[@]}"; do
    read_entry "$entry"
    jq -j '.part // ""' "$copy"
  done | base64 --decode >"$1/$truststore_file"
}

store_truststore() {
  local at=0 entry piece
  read_entry "${truststore_parts[0]}"
  if jq -e 'has("part")' "$copy" >/dev/null; then return 0; fi
  base64 <"$1" | tr -d '\n' | split -b "$part_characters" -d -a 3 - "$work/vault/piece."
  [[ ! -e $(printf '%s/vault/piece.%03d' "$work" "${#truststore_parts[@]}") ]] ||
    die 'The truststore is too large for the vault: leave out authorities that no backend needs, and give yours with --keystores.'
  # The first part says that all are there, so it goes last.
  for ((at = ${#truststore_parts[@]} - 1; at >= 0; at--)); do
    entry="${truststore_parts[at]}"
    piece="$(printf '%s/vault/piece.%03d' "$work" "$at")"
    [[ -e $piece ]] || : >"$piece"
    add_property "$entry" part "$piece"
    write_entry "$entry"
  done
}
