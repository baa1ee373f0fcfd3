#!/usr/bin/env bash
# Makes the Secrets and certificates that the releases of the cluster apim-pattern-4 read.
# What exists already stays as it is. Values come from the environment or are made at random; none is printed.
set -euo pipefail

usage() {
  cat <<'END'
Usage: create-secrets.sh [options]
  --context NAME          kubectl context of the cluster; without it, the current one
  --secrets FILE          lines of NAME=value; security/secrets.env of the bundle if not given. The environment goes first
  --keystores FOLDER      your own primary.jks, tls.jks and client-truststore.jks; made if not given
  --tls-certificate FILE  certificate chain for the public names (PEM); self-signed if not given
  --tls-key FILE          its private key (PEM)
END
}

die() {
  printf '%s\n' "$*" >&2
  exit 1
}

need() {
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || die "This script needs $program, which is not installed."
  done
}

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
namespaces=(apim-pattern-4)
source_namespaces=()
credentials=apim-pattern-4-credentials
keystores=apim-pattern-4-keystores
tls=apim-pattern-4-tls
certificates=apim-pattern-4-certificates
pull=apim-pattern-4-pull
common_name=apim-pattern-4
public_names=(
  cp.apim.example.com
  km.apim.example.com
  gw.apim.example.com
  websocket-gw.apim.example.com
  websub-gw.apim.example.com
)
certificate_names=(
  localhost
  cp.apim.example.com
  apim-pattern-4-acp-wso2am-acp-service
  apim-pattern-4-acp-wso2am-acp-service.apim-pattern-4.svc.cluster.local
  apim-pattern-4-acp-wso2am-acp-1-service
  apim-pattern-4-acp-wso2am-acp-1-service.apim-pattern-4.svc.cluster.local
  apim-pattern-4-acp-wso2am-acp-2-service
  apim-pattern-4-acp-wso2am-acp-2-service.apim-pattern-4.svc.cluster.local
  gw.apim.example.com
  websocket-gw.apim.example.com
  websub-gw.apim.example.com
  apim-pattern-4-gw-wso2am-universal-gw-service
  apim-pattern-4-gw-wso2am-universal-gw-service.apim-pattern-4.svc.cluster.local
  km.apim.example.com
  apim-pattern-4-km-wso2am-km-service
  apim-pattern-4-km-wso2am-km-service.apim-pattern-4.svc.cluster.local
  apim-pattern-4-tm-wso2am-tm-service
  apim-pattern-4-tm-wso2am-tm-service.apim-pattern-4.svc.cluster.local
  apim-pattern-4-tm-wso2am-tm-1-service
  apim-pattern-4-tm-wso2am-tm-1-service.apim-pattern-4.svc.cluster.local
  apim-pattern-4-tm-wso2am-tm-2-service
  apim-pattern-4-tm-wso2am-tm-2-service.apim-pattern-4.svc.cluster.local
)

context=()
source_context=''
secrets_file="$here/../../security/secrets.env"
keystore_folder=''
tls_certificate=''
tls_key=''
while (($# > 0)); do
  case $1 in
    --context) context=(--context "${2:?--context needs a name}"); shift 2 ;;
    --secrets) secrets_file="${2:?--secrets needs a file}"; shift 2 ;;
    --keystores) keystore_folder="${2:?--keystores needs a folder}"; shift 2 ;;
    --tls-certificate) tls_certificate="${2:?--tls-certificate needs a file}"; shift 2 ;;
    --tls-key) tls_key="${2:?--tls-key needs a file}"; shift 2 ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
need kubectl openssl java keytool base64
if [[ -n $tls_certificate || -n $tls_key ]]; then
  [[ -f $tls_certificate && -f $tls_key ]] || die 'Give both --tls-certificate and --tls-key, each an existing file.'
fi

umask 077
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir "$work/values" "$work/source" "$work/keystores" "$work/tls"

kube() {
  kubectl ${context[@]+"${context[@]}"} "$@"
}

exists() {
  kube get "$2" "$3" --namespace "$1" >/dev/null 2>&1
}

# make_secret NAMESPACE SECRET TYPE FILE...
make_secret() {
  local namespace=$1 secret=$2 type=$3 file arguments=()
  shift 3
  for file in "$@"; do arguments+=(--from-file="$file"); done
  kube create secret generic "$secret" --namespace "$namespace" --type "$type" "${arguments[@]}" >/dev/null
}

# quietly COMMAND...: its output only when it fails.
quietly() {
  "$@" >"$work/log" 2>&1 || { cat "$work/log" >&2; die "$1 failed; its messages are above."; }
}

# load FOLDER NAMESPACE SECRET [kubectl options]: its entries as files; files that are there already stay.
load() {
  local folder=$1 namespace=$2 secret=$3 key keys
  shift 3
  # shellcheck disable=SC2016 # $key is the template's
  keys="$(kubectl "$@" get secret "$secret" --namespace "$namespace" \
    --output go-template='{{ range $key, $value := .data }}{{ $key }}{{ "\n" }}{{ end }}' 2>/dev/null)" || return 0
  for key in $keys; do
    [[ -e $folder/$key ]] && continue
    kubectl "$@" get secret "$secret" --namespace "$namespace" \
      --output go-template="{{ index .data \"$key\" }}" | base64 --decode >"$folder/$key"
  done
}

# load_here FOLDER SECRET: from whichever namespace of this cluster has it.
load_here() {
  local namespace
  for namespace in "${namespaces[@]}"; do
    load "$1" "$namespace" "$2" ${context[@]+"${context[@]}"}
  done
}

# load_source FOLDER SECRET: from the cluster that --copy-from names.
load_source() {
  local namespace
  [[ -n $source_context ]] || return 0
  for namespace in "${source_namespaces[@]}"; do
    load "$1" "$namespace" "$2" --context "$source_context"
  done
}

# store NAMESPACE SECRET TYPE FILE...: a Secret of files; where it is there, entries that it lacks.
store() {
  local namespace=$1 secret=$2 file key found
  if exists "$namespace" secret "$secret"; then
    for file in "${@:4}"; do
      key="$(basename "$file")"
      found="$(kube get secret "$secret" --namespace "$namespace" --output go-template="{{ if index .data \"$key\" }}yes{{ end }}")"
      if [[ $found == yes ]]; then continue; fi
      printf '{"data":{"%s":"%s"}}' "$key" "$(base64 <"$file" | tr -d '\n')" >"$work/patch.json"
      kube patch secret "$secret" --namespace "$namespace" --patch-file "$work/patch.json" >/dev/null
      printf 'Added: %s to %s in %s\n' "$key" "$secret" "$namespace"
    done
    printf 'Kept: %s in %s\n' "$secret" "$namespace"
    return 0
  fi
  make_secret "$@"
  printf 'Made: %s in %s\n' "$secret" "$namespace"
}

# store_public NAMESPACE CONFIGMAP FILE
store_public() {
  if exists "$1" configmap "$2"; then
    printf 'Kept: %s in %s\n' "$2" "$1"
  else
    kube create configmap "$2" --namespace "$1" --from-file="$3" >/dev/null
    printf 'Made: %s in %s\n' "$2" "$1"
  fi
}

publish() { :; }

unset_variables=()

# from_file VARIABLE: its value in the secrets file, when there is one.
from_file() {
  local line
  [[ -r $secrets_file ]] || return 0
  line="$(grep -E "^$1=" "$secrets_file" | tail -n 1 || true)"
  line="${line%$'\r'}"
  printf '%s' "${line#*=}"
}

# value KEY VARIABLE PATTERN RULE [command that makes one]: from this cluster, else the environment or the secrets file,
# else the cluster of --copy-from, else new.
value() {
  local file="$work/values/$1" key=$1 variable=$2 pattern=$3 rule=$4 given
  shift 4
  given="${!variable-}"
  [[ -n $given ]] || given="$(from_file "$variable")"
  if [[ -e $file ]]; then
    :
  elif [[ -n $given ]]; then
    printf '%s' "$given" >"$file"
  elif [[ -e $work/source/$key ]]; then
    cp "$work/source/$key" "$file"
  elif (($# > 0)); then
    "$@" | tr -d '\n' >"$file"
  else
    unset_variables+=("$variable")
    return 0
  fi
  # A line break at the end would be sent to the service with it.
  if (($(wc -l <"$file") > 0)) || ! grep -Eqx -e "$pattern" "$file"; then
    die "The value for $key ($variable) must be $rule."
  fi
}

san() {
  local prefix=$1 name list=''
  shift
  for name in "$@"; do list+="${list:+,}$prefix:$name"; done
  printf '%s' "$list"
}

# The certificate that clients see.
make_tls() {
  local public
  load_here "$work/tls" "$tls"
  if [[ ! -e $work/tls/tls.crt && -n $tls_certificate ]]; then
    cp "$tls_certificate" "$work/tls/tls.crt"
    cp "$tls_key" "$work/tls/tls.key"
  elif [[ ! -e $work/tls/tls.crt ]]; then
    printf '[req]\nprompt=no\ndistinguished_name=dn\nx509_extensions=v3\n[dn]\nCN=%s\n[v3]\nsubjectAltName=%s\n' \
      "$common_name" "$(san DNS "${public_names[@]}")" >"$work/openssl.cnf"
    quietly openssl req -x509 -newkey rsa:3072 -sha256 -nodes -days 397 -config "$work/openssl.cnf" \
      -keyout "$work/tls/tls.key" -out "$work/tls/tls.crt"
    printf 'No --tls-certificate given: made a self-signed one, which browsers warn about.\n'
  fi
  public="$(openssl x509 -in "$work/tls/tls.crt" -noout -pubkey 2>/dev/null || true)"
  [[ -n $public && $public == "$(openssl pkey -in "$work/tls/tls.key" -passin pass: -pubout 2>/dev/null || true)" ]] ||
    die 'The certificate of the public names and its key do not belong together, or the key needs a password.'
}

store_tls() {
  local namespace
  for namespace in "${namespaces[@]}"; do
    store "$namespace" "$tls" kubernetes.io/tls "$work/tls/tls.crt" "$work/tls/tls.key"
  done
}

# make_keystore FILE NAMES...: a key pair with a self-signed certificate.
make_keystore() {
  local file="$work/keystores/$1"
  shift
  [[ -e $file ]] && return 0
  quietly keytool -genkeypair -alias wso2carbon -keyalg RSA -keysize 3072 -sigalg SHA256withRSA -validity 1095 \
    -storetype JKS -keystore "$file" -storepass:env KEYSTORE_PASSWORD -keypass:env KEYSTORE_PASSWORD \
    -dname "CN=$common_name" -ext "SAN=$(san dns "$@")"
}

trust() {
  quietly keytool -importcert -noprompt -alias "$1" -file "$2" -keystore "$work/keystores/client-truststore.jks" \
    -storepass:env TRUSTSTORE_PASSWORD
}

# The public authorities that this machine's Java trusts, and the servers' own certificates.
make_truststore() {
  local home
  [[ -e $work/keystores/client-truststore.jks ]] && return 0
  home="$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')"
  quietly keytool -importkeystore -noprompt -srckeystore "$home/lib/security/cacerts" -srcstorepass changeit \
    -destkeystore "$work/keystores/client-truststore.jks" -deststoretype JKS -deststorepass:env TRUSTSTORE_PASSWORD
  quietly keytool -exportcert -rfc -alias wso2carbon -keystore "$work/keystores/primary.jks" \
    -storepass:env KEYSTORE_PASSWORD -file "$work/signing.pem"
  quietly keytool -exportcert -rfc -alias wso2carbon -keystore "$work/keystores/tls.jks" \
    -storepass:env KEYSTORE_PASSWORD -file "$work/servers.pem"
  trust wso2carbon "$work/signing.pem"
  trust gateway_certificate_alias "$work/signing.pem"
  trust servers "$work/servers.pem"
  trust public "$work/tls/tls.crt"
}

# Nothing is stored before what is given opens what is given.
make_keystores() {
  local file
  load_here "$work/keystores" "$keystores"
  if [[ -n $keystore_folder ]]; then
    for file in primary.jks tls.jks client-truststore.jks; do
      [[ -f $keystore_folder/$file ]] || die "There is no $file in $keystore_folder."
      [[ -e $work/keystores/$file ]] || cp "$keystore_folder/$file" "$work/keystores/$file"
    done
  fi
  load_source "$work/keystores" "$keystores"
  KEYSTORE_PASSWORD="$(cat "$work/values/keystore-password")"
  TRUSTSTORE_PASSWORD="$(cat "$work/values/truststore-password")"
  export KEYSTORE_PASSWORD TRUSTSTORE_PASSWORD
  make_keystore primary.jks localhost
  make_keystore tls.jks "${certificate_names[@]}"
  make_truststore
  for file in primary.jks tls.jks; do
    keytool -list -alias wso2carbon -keystore "$work/keystores/$file" -storepass:env KEYSTORE_PASSWORD >/dev/null 2>&1 ||
      die "KEYSTORE_PASSWORD does not open $file, or it has no entry wso2carbon."
  done
  keytool -list -keystore "$work/keystores/client-truststore.jks" -storepass:env TRUSTSTORE_PASSWORD >/dev/null 2>&1 ||
    die "TRUSTSTORE_PASSWORD does not open client-truststore.jks."
}

store_keystores() {
  local namespace
  for namespace in "${namespaces[@]}"; do
    store "$namespace" "$keystores" Opaque "$work/keystores/primary.jks" "$work/keystores/tls.jks" "$work/keystores/client-truststore.jks"
  done
}

# What Envoy checks the servers' certificate against.
make_certificates() {
  local namespace
  keytool -list -rfc -alias wso2carbon -keystore "$work/keystores/tls.jks" -storepass:env KEYSTORE_PASSWORD 2>/dev/null |
    sed -n '/BEGIN CERT/,/END CERT/p' >"$work/ca.crt"
  for namespace in "${namespaces[@]}"; do
    store_public "$namespace" "$certificates" "$work/ca.crt"
  done
}

# Where the registry asks for a sign-in: pods use the namespace's own service account, so that gets it.
make_pull_secret() {
  local namespace auth
  [[ -n ${REGISTRY_USERNAME-} ]] || return 0
  [[ -n ${REGISTRY_HOST-} && -n ${REGISTRY_PASSWORD-} ]] || die 'Set REGISTRY_HOST and REGISTRY_PASSWORD too.'
  auth="$(printf '%s:%s' "$REGISTRY_USERNAME" "$REGISTRY_PASSWORD" | base64 | tr -d '\n')"
  printf '{"auths":{"%s":{"auth":"%s"}}}' "$REGISTRY_HOST" "$auth" >"$work/.dockerconfigjson"
  for namespace in "${namespaces[@]}"; do
    exists "$namespace" secret "$pull" || make_secret "$namespace" "$pull" kubernetes.io/dockerconfigjson "$work/.dockerconfigjson"
    kube patch serviceaccount default --namespace "$namespace" --patch "{\"imagePullSecrets\":[{\"name\":\"$pull\"}]}" >/dev/null
    printf 'Made: %s in %s, used by every pod there\n' "$pull" "$namespace"
  done
}

kube apply --filename "$here/manifests/namespaces.yaml" >/dev/null
load_here "$work/values" "$credentials"
load_source "$work/source" "$credentials"
value admin-password APIM_ADMIN_PASSWORD '^[A-Za-z0-9._~-]{5,30}$' '5 to 30 letters, digits, dots, hyphens, underscores or tildes' openssl rand -hex 12
value encryption-key APIM_ENCRYPTION_KEY '^[0-9a-fA-F]{64}$' '64 hexadecimal digits' openssl rand -hex 32
value keystore-password KEYSTORE_PASSWORD '^[A-Za-z0-9._~+/=@:%^,!*-]+$' 'letters, digits and ._~+/=@:%^,!*- only: the product escapes nothing' openssl rand -hex 16
value truststore-password TRUSTSTORE_PASSWORD '^[A-Za-z0-9._~+/=@:%^,!*-]+$' 'letters, digits and ._~+/=@:%^,!*- only: the product escapes nothing' openssl rand -hex 16
value apim-db-password APIM_DB_PASSWORD '^[A-Za-z0-9._~+/=@:%^,!*-]+$' 'letters, digits and ._~+/=@:%^,!*- only: the product escapes nothing'
value shared-db-password SHARED_DB_PASSWORD '^[A-Za-z0-9._~+/=@:%^,!*-]+$' 'letters, digits and ._~+/=@:%^,!*- only: the product escapes nothing'
if ((${#unset_variables[@]} > 0)); then
  die "Set these in security/secrets.env or the environment, to what the services were made with: ${unset_variables[*]}"
fi

make_tls
make_keystores
for namespace in "${namespaces[@]}"; do
  store "$namespace" "$credentials" Opaque "$work/values/admin-password" \
    "$work/values/encryption-key" \
    "$work/values/keystore-password" \
    "$work/values/truststore-password" \
    "$work/values/apim-db-password" \
    "$work/values/shared-db-password"
done
store_tls
store_keystores
make_certificates
make_pull_secret
publish

printf '\nThe administrator is %s; this prints the password:\n' admin
printf '  kubectl%s get secret %s --namespace %s --output go-template=%s\n' "${context[*]+ ${context[*]}}" "$credentials" "${namespaces[0]}" \
  "'{{ index .data \"admin-password\" | base64decode }}'"
