vault_name="${VAULT_NAME:?Set VAULT_NAME to the name of the key vault}"
not_found='SecretNotFound'
fetch() {
  az keyvault secret download --vault-name "$vault_name" --name "$1" --encoding utf-8 --file "$work/download" >/dev/null
  cat "$work/download"
  rm "$work/download"
}
create() { az keyvault secret set --vault-name "$vault_name" --name "$1" --encoding utf-8 --file "$2" --output none; }
replace() { create "$@"; }
