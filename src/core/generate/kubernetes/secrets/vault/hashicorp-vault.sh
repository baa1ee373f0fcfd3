not_found='No value found'
fetch() { vault kv get -mount="${VAULT_MOUNT:-secret}" -format=json "$1" | jq .data.data; }
create() { vault kv put -mount="${VAULT_MOUNT:-secret}" -cas=0 "$1" "@$2"; }
replace() { vault kv put -mount="${VAULT_MOUNT:-secret}" "$1" "@$2"; }
