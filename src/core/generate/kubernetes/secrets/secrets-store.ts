import type { Cluster, Plan } from '../plan'
import { entryPrefixes, truststoreParts, vaultOf } from './vaults'

/**
 * Where create-secrets.sh keeps what it makes: in the cluster, in a vault, or sealed in files. Each way has the same
 * functions: load_here, load_source, store, store_public. Secrets are files of a folder that only this run can read: no
 * value is ever on a command line.
 */
export function storeParts(plan: Plan, cluster: Cluster): readonly string[] {
  switch (plan.settings.secretDelivery) {
    case 'script':
      return [COMMON, LOAD_FROM_CLUSTER, STORE_IN_CLUSTER]
    case 'sealed-secrets':
      return [COMMON, LOAD_FROM_CLUSTER, STORE_SEALED, STORE_PUBLIC]
    case 'external-secrets':
      return [
        COMMON,
        CLIENTS[plan.settings.secretVault],
        vaultPart(plan, cluster),
        STORE_PUBLIC,
        ...truststorePart(plan),
      ]
  }
}

const COMMON = `umask 077
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir "$work/values" "$work/source" "$work/keystores" "$work/tls"

kube() {
  kubectl \${context[@]+"\${context[@]}"} "$@"
}

exists() {
  kube get "$2" "$3" --namespace "$1" >/dev/null 2>&1
}

# make_secret NAMESPACE SECRET TYPE FILE...
make_secret() {
  local namespace=$1 secret=$2 type=$3 file arguments=()
  shift 3
  for file in "$@"; do arguments+=(--from-file="$file"); done
  kube create secret generic "$secret" --namespace "$namespace" --type "$type" "\${arguments[@]}" >/dev/null
}

# quietly COMMAND...: its output only when it fails.
quietly() {
  "$@" >"$work/log" 2>&1 || { cat "$work/log" >&2; die "$1 failed; its messages are above."; }
}`

const LOAD_FROM_CLUSTER = `# load FOLDER NAMESPACE SECRET [kubectl options]: its entries as files; files that are there already stay.
load() {
  local folder=$1 namespace=$2 secret=$3 key keys
  shift 3
  # shellcheck disable=SC2016 # $key is the template's
  keys="$(kubectl "$@" get secret "$secret" --namespace "$namespace" \\
    --output go-template='{{ range $key, $value := .data }}{{ $key }}{{ "\\n" }}{{ end }}' 2>/dev/null)" || return 0
  for key in $keys; do
    [[ -e $folder/$key ]] && continue
    kubectl "$@" get secret "$secret" --namespace "$namespace" \\
      --output go-template="{{ index .data \\"$key\\" }}" | base64 --decode >"$folder/$key"
  done
}

# load_here FOLDER SECRET: from whichever namespace of this cluster has it.
load_here() {
  local namespace
  for namespace in "\${namespaces[@]}"; do
    load "$1" "$namespace" "$2" \${context[@]+"\${context[@]}"}
  done
}

# load_source FOLDER SECRET: from the cluster that --copy-from names.
load_source() {
  local namespace
  [[ -n $source_context ]] || return 0
  for namespace in "\${source_namespaces[@]}"; do
    load "$1" "$namespace" "$2" --context "$source_context"
  done
}`

/** A drawing that has grown needs more than the Secret holds; what is there can often not be made again. */
const STORE_IN_CLUSTER = `# store NAMESPACE SECRET TYPE FILE...: a Secret of files; where it is there, entries that it lacks.
store() {
  local namespace=$1 secret=$2 file key found
  if exists "$namespace" secret "$secret"; then
    for file in "\${@:4}"; do
      key="$(basename "$file")"
      found="$(kube get secret "$secret" --namespace "$namespace" --output go-template="{{ if index .data \\"$key\\" }}yes{{ end }}")"
      if [[ $found == yes ]]; then continue; fi
      printf '{"data":{"%s":"%s"}}' "$key" "$(base64 <"$file" | tr -d '\\n')" >"$work/patch.json"
      kube patch secret "$secret" --namespace "$namespace" --patch-file "$work/patch.json" >/dev/null
      printf 'Added: %s to %s in %s\\n' "$key" "$secret" "$namespace"
    done
    printf 'Kept: %s in %s\\n' "$secret" "$namespace"
    return 0
  fi
  make_secret "$@"
  printf 'Made: %s in %s\\n' "$secret" "$namespace"
}

# store_public NAMESPACE CONFIGMAP FILE
store_public() {
  if exists "$1" configmap "$2"; then
    printf 'Kept: %s in %s\\n' "$2" "$1"
  else
    kube create configmap "$2" --namespace "$1" --from-file="$3" >/dev/null
    printf 'Made: %s in %s\\n' "$2" "$1"
  fi
}

publish() { :; }`

/** A sealed file can be opened by its cluster alone, so what was sealed before is read from the Secret that it became. */
const STORE_SEALED = `folder="$here/sealed"
mkdir -p "$folder"
for namespace in "\${namespaces[@]}"; do
  if [[ -e $folder/$namespace-$credentials.yaml ]] && ! exists "$namespace" secret "$credentials"; then
    die "$folder/$namespace-$credentials.yaml is sealed, but the cluster has not opened it yet. Apply the folder and wait, or delete its files to start anew."
  fi
done

# store NAMESPACE SECRET TYPE FILE...: a sealed file, unless it is there with every entry. What it has comes from the cluster.
store() {
  local namespace=$1 secret=$2 type=$3 file arguments=() sealed="$folder/$1-$2.yaml" lacks=false
  for file in "\${@:4}"; do
    grep -qs "^ *$(basename "$file"): " "$sealed" || lacks=true
  done
  if ! $lacks; then
    printf 'Kept: %s\\n' "$sealed"
    return 0
  fi
  for file in "\${@:4}"; do arguments+=(--from-file="$file"); done
  kube create secret generic "$secret" --namespace "$namespace" --type "$type" "\${arguments[@]}" \\
    --dry-run=client --output yaml | seal >"$work/sealed.yaml"
  grep -q '^kind: SealedSecret' "$work/sealed.yaml" || die "kubeseal gave no SealedSecret for $secret."
  install -m 0644 "$work/sealed.yaml" "$sealed"
  printf 'Sealed: %s\\n' "$sealed"
}

seal() {
  if [[ -n $seal_certificate ]]; then
    kubeseal --format yaml --cert "$seal_certificate"
  else
    kubeseal --format yaml \${context[@]+"\${context[@]}"}
  fi
}

publish() {
  kube apply --filename "$folder" >/dev/null
  printf 'Applied %s. The files in it are encrypted for this cluster: keep them in Git.\\n' "$folder"
}`

/** A certificate is no secret: it goes beside what is applied. */
const STORE_PUBLIC = `# store_public NAMESPACE CONFIGMAP FILE
store_public() {
  kube create configmap "$2" --namespace "$1" --from-file="$3" --dry-run=client --output yaml >"$work/public.yaml"
  install -m 0644 "$work/public.yaml" "$folder/$1-$2.yaml"
}`

/** Words of each client for an entry that is not there: any other failure must not pass for that. */
const CLIENTS: Readonly<Record<Plan['settings']['secretVault'], string>> = {
  'hashicorp-vault': `not_found='No value found'
fetch() { vault kv get -mount="\${VAULT_MOUNT:-secret}" -format=json "$1" | jq .data.data; }
create() { vault kv put -mount="\${VAULT_MOUNT:-secret}" -cas=0 "$1" "@$2"; }
replace() { vault kv put -mount="\${VAULT_MOUNT:-secret}" "$1" "@$2"; }`,
  'aws-secrets-manager': `not_found='ResourceNotFoundException'
fetch() { aws secretsmanager get-secret-value --secret-id "$1" --query SecretString --output text; }
create() { aws secretsmanager create-secret --name "$1" --secret-string "file://$2"; }
replace() { aws secretsmanager put-secret-value --secret-id "$1" --secret-string "file://$2"; }`,
  'azure-key-vault': `vault_name="\${VAULT_NAME:?Set VAULT_NAME to the name of the key vault}"
not_found='SecretNotFound'
fetch() {
  az keyvault secret download --vault-name "$vault_name" --name "$1" --encoding utf-8 --file "$work/download" >/dev/null
  cat "$work/download"
  rm "$work/download"
}
create() { az keyvault secret set --vault-name "$vault_name" --name "$1" --encoding utf-8 --file "$2" --output none; }
replace() { create "$@"; }`,
  'google-secret-manager': `not_found='NOT_FOUND'
fetch() { gcloud secrets versions access latest --secret "$1"; }
create() { gcloud secrets create "$1" --replication-policy automatic --data-file "$2"; }
replace() { gcloud secrets versions add "$1" --data-file "$2"; }`,
}

function vaultPart(plan: Plan, cluster: Cluster): string {
  const { label } = vaultOf(plan)
  const prefixes = entryPrefixes(plan, cluster)
  const parts = truststoreParts(plan, cluster).length > 0
  return `folder="$here/external-secrets"
mkdir "$work/vault"
if grep -q FILL-IN <(grep -v '^#' "$folder/store.yaml"); then
  die "Replace the FILL-IN words of $folder/store.yaml first; README.md says by what."
fi

# read_entry ENTRY: brings it into a file of this run, once. One that is not there reads as empty.
read_entry() {
  copy="$work/vault/\${1//\\//_}"
  [[ -e $copy ]] && return 0
  if fetch "$1" >"$copy.new" 2>"$work/log"; then
    : >"$copy.known"
    mv "$copy.new" "$copy"
  elif grep -q "$not_found" "$work/log"; then
    printf '{}' >"$copy"
  else
    cat "$work/log" >&2
    die "${label} does not say whether it has $1; its message is above."
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
    "$credentials") printf '%s' ${prefixes.design}credentials ;;
    "$keystores") printf '%s' ${prefixes.design}keystores ;;
    "$tls") printf '%s' ${prefixes.cluster}tls ;;
    *) printf '%s' "${prefixes.cluster}$1" ;;
  esac
}

# load_here FOLDER SECRET: passwords are text, files are base64.
load_here() {
  local key
  read_entry "$(entry_of "$2")"
  for key in $(jq -r 'keys[]' "$copy"); do
    [[ -e $1/$key ]] && continue
    if [[ $2 == "$credentials" ]]; then
      jq -j --arg key "$key" '.[$key]' "$copy" >"$1/$key"
    else
      jq -j --arg key "$key" '.[$key]' "$copy" | base64 --decode >"$1/$key"
    fi
  done${parts ? '\n  if [[ $2 == "$keystores" ]]; then load_truststore "$1"; fi' : ''}
}

load_source() { :; }

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
    read_entry "$entry"${
      parts
        ? `\n    if [[ $file == "$work/keystores/$truststore_file" ]]; then
      if $changed; then write_entry "$entry"; fi
      store_truststore "$file"
      continue
    fi`
        : ''
    }
    if jq -e --arg key "$key" 'has($key)' "$copy" >/dev/null; then continue; fi
    if [[ $secret == "$credentials" ]]; then
      add_property "$entry" "$key" "$file"
    else
      base64 <"$file" | tr -d '\\n' >"$work/encoded"
      add_property "$entry" "$key" "$work/encoded"
    fi
    changed=true
  done
  if $changed; then
    write_entry "$entry"
    printf 'Put into the vault: %s\\n' "$entry"
  else
    printf 'Kept in the vault: %s\\n' "$entry"
  fi
}

publish() {
  kube apply --filename "$folder" >/dev/null
  printf 'Applied %s: External Secrets makes the Secrets.\\n' "$folder"
}`
}

/** Source: AWS, Azure and Google limit the size of an entry; see vaults.ts. */
function truststorePart(plan: Plan): string[] {
  const { parts } = vaultOf(plan)
  if (!parts) return []
  return [
    `# The truststore is larger than an entry of the vault may be: it is kept in parts.
load_truststore() {
  local entry
  [[ -e $1/$truststore_file ]] && return 0
  read_entry "\${truststore_parts[0]}"
  jq -e 'has("part")' "$copy" >/dev/null || return 0
  for entry in "\${truststore_parts[@]}"; do
    read_entry "$entry"
    jq -j '.part // ""' "$copy"
  done | base64 --decode >"$1/$truststore_file"
}

store_truststore() {
  local at=0 entry piece
  read_entry "\${truststore_parts[0]}"
  if jq -e 'has("part")' "$copy" >/dev/null; then return 0; fi
  base64 <"$1" | tr -d '\\n' | split -b ${parts.characters} -d -a 3 - "$work/vault/piece."
  [[ ! -e $(printf '%s/vault/piece.%03d' "$work" "\${#truststore_parts[@]}") ]] ||
    die 'The truststore is too large for the vault: leave out authorities that no backend needs, and give yours with --keystores.'
  # The first part says that all are there, so it goes last.
  for ((at = \${#truststore_parts[@]} - 1; at >= 0; at--)); do
    entry="\${truststore_parts[at]}"
    piece="$(printf '%s/vault/piece.%03d' "$work" "$at")"
    [[ -e $piece ]] || : >"$piece"
    add_property "$entry" part "$piece"
    write_entry "$entry"
  done
}`,
  ]
}
