#!/bin/bash
# Stands in for the clients of four vaults in tests, under the name that it is called by: a vault is a folder, $VAULT, with
# a file for each entry. It knows the calls that the generated scripts make, and writes each into $VAULT.calls.
set -euo pipefail

program="${0##*/}"
printf '%s %s\n' "$program" "$*" >>"$VAULT.calls"
[[ -d $VAULT ]] || mkdir -p "$VAULT"
if [[ -n ${VAULT_DOWN-} ]]; then echo 'permission denied' >&2; exit 2; fi

path() { printf '%s/%s' "$VAULT" "${1//\//__}"; }
# limit FILE BYTES
limit() { (($(wc -c <"$1") <= $2)) || { echo "entry too large: $(wc -c <"$1")" >&2; exit 1; }; }
entry() { [[ -e $(path "$1") ]] || { echo "$2" >&2; exit 2; }; }
absent() { [[ ! -e $(path "$1") ]] || { echo "exists already: $1" >&2; exit 1; }; }

case "$program $1 ${2-} ${3-}" in
  'vault kv get -mount=secret')
    entry "$5" "No value found at secret/data/$5"
    printf '{"data":{"data":%s}}' "$(cat "$(path "$5")")"
    ;;
  'vault kv put -mount=secret')
    shift 3
    if [[ $1 == -cas=0 ]]; then shift; absent "$1"; fi
    limit "${2#@}" 1000000
    cp "${2#@}" "$(path "$1")"
    ;;
  'aws secretsmanager get-secret-value --secret-id')
    entry "$4" 'An error occurred (ResourceNotFoundException)'
    cat "$(path "$4")"
    ;;
  'aws secretsmanager create-secret --name') absent "$4"; limit "${6#file://}" 65536; cp "${6#file://}" "$(path "$4")" ;;
  'aws secretsmanager put-secret-value --secret-id') entry "$4" none; limit "${6#file://}" 65536; cp "${6#file://}" "$(path "$4")" ;;
  'az keyvault secret download')
    [[ ! -e ${11} ]]
    entry "$7" '(SecretNotFound) A secret with that name was not found'
    cp "$(path "$7")" "${11}"
    ;;
  'az keyvault secret set')
    [[ $7 =~ ^[0-9A-Za-z-]{1,127}$ ]]
    limit "${11}" 25600
    cp "${11}" "$(path "$7")"
    ;;
  'gcloud secrets versions access') entry "$6" 'NOT_FOUND: Secret'; cat "$(path "$6")" ;;
  'gcloud secrets create '*) absent "$3"; [[ $3 =~ ^[A-Za-z0-9_-]{1,255}$ ]]; limit "$7" 65536; cp "$7" "$(path "$3")" ;;
  'gcloud secrets versions add') entry "$4" none; limit "$6" 65536; cp "$6" "$(path "$4")" ;;
  *) echo "fake $program: unknown call: $*" >&2; exit 1 ;;
esac
