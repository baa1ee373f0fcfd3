# store NAMESPACE SECRET TYPE FILE...: what the vault's entry does not have yet. External Secrets makes the Secret of it.
store() {
  local secret=$2 entry key file changed=false
  shift 3
  entry="$(entry_of "$secret")"
  read_entry "$entry"
  if [[ -e $copy.stored ]]; then return 0; fi
  : >"$copy.stored"
  for file in "$@"; do
    key="$(basename "$file")"
    read_entry "$entry"
    if [[ $file == "$work/keystores/$truststore_file" ]]; then
      if $changed; then write_entry "$entry"; fi
      store_truststore "$file"
      continue
    fi
    if jq -e --arg key "$key" 'has($key)' "$copy" >/dev/null; then continue; fi
    if [[ $secret == "$credentials" ]]; then
      add_property "$entry" "$key" "$file"
    else
      base64 <"$file" | tr -d '\n' >"$work/encoded"
      add_property "$entry" "$key" "$work/encoded"
    fi
    changed=true
  done
  if $changed; then
    write_entry "$entry"
    printf 'Put into the vault: %s\n' "$entry"
  else
    printf 'Kept in the vault: %s\n' "$entry"
  fi
}
