#!/usr/bin/env bash
# Makes the keystores and certificates of this topology in security/keystores. See --help.
set -euo pipefail

readonly ALIAS=wso2am
readonly PRIMARY=wso2am-primary.jks TLS=wso2am-tls.jks TRUSTSTORE=client-truststore.jks
readonly ORGANIZATION=apim-active-active
# Every name under which a server or a load balancer of this topology is dialled.
readonly NAMES=(
  dns:cp.apim.example.com
  dns:cp.east.apim.example.com
  dns:cp.west.apim.example.com
  dns:east-acp1.apim.example.com
  dns:east-acp2.apim.example.com
  dns:east-gw1.apim.example.com
  dns:east-gw2.apim.example.com
  dns:east-tm1.apim.example.com
  dns:east-tm2.apim.example.com
  dns:gw.apim.example.com
  dns:gw.east.apim.example.com
  dns:gw.west.apim.example.com
  dns:localhost
  dns:west-acp1.apim.example.com
  dns:west-acp2.apim.example.com
  dns:west-gw1.apim.example.com
  dns:west-gw2.apim.example.com
  dns:west-tm1.apim.example.com
  dns:west-tm2.apim.example.com
)
# Servers: folder of the keystore, name, and all names of the certificate.
readonly SERVERS=(
  'east-acp1|east-acp1.apim.example.com|dns:cp.apim.example.com,dns:cp.east.apim.example.com,dns:east-acp1.apim.example.com,dns:localhost'
  'east-acp2|east-acp2.apim.example.com|dns:cp.apim.example.com,dns:cp.east.apim.example.com,dns:east-acp2.apim.example.com,dns:localhost'
  'west-acp1|west-acp1.apim.example.com|dns:cp.apim.example.com,dns:cp.west.apim.example.com,dns:localhost,dns:west-acp1.apim.example.com'
  'west-acp2|west-acp2.apim.example.com|dns:cp.apim.example.com,dns:cp.west.apim.example.com,dns:localhost,dns:west-acp2.apim.example.com'
  'east-tm1|east-tm1.apim.example.com|dns:east-tm1.apim.example.com,dns:localhost'
  'east-tm2|east-tm2.apim.example.com|dns:east-tm2.apim.example.com,dns:localhost'
  'west-tm1|west-tm1.apim.example.com|dns:localhost,dns:west-tm1.apim.example.com'
  'west-tm2|west-tm2.apim.example.com|dns:localhost,dns:west-tm2.apim.example.com'
  'east-gw1|east-gw1.apim.example.com|dns:east-gw1.apim.example.com,dns:gw.apim.example.com,dns:gw.east.apim.example.com,dns:localhost'
  'east-gw2|east-gw2.apim.example.com|dns:east-gw2.apim.example.com,dns:gw.apim.example.com,dns:gw.east.apim.example.com,dns:localhost'
  'west-gw1|west-gw1.apim.example.com|dns:gw.apim.example.com,dns:gw.west.apim.example.com,dns:localhost,dns:west-gw1.apim.example.com'
  'west-gw2|west-gw2.apim.example.com|dns:gw.apim.example.com,dns:gw.west.apim.example.com,dns:localhost,dns:west-gw2.apim.example.com'
)
# Load balancers: folder, name of the certificate, and all of its names.
readonly ENTRIES=(
  'load-balancers/east-lb1|gw.east.apim.example.com|dns:gw.apim.example.com,dns:gw.east.apim.example.com'
  'load-balancers/east-lb1|cp.east.apim.example.com|dns:cp.apim.example.com,dns:cp.east.apim.example.com'
  'load-balancers/east-lb2|gw.east.apim.example.com|dns:gw.apim.example.com,dns:gw.east.apim.example.com'
  'load-balancers/east-lb2|cp.east.apim.example.com|dns:cp.apim.example.com,dns:cp.east.apim.example.com'
  'load-balancers/west-lb1|gw.west.apim.example.com|dns:gw.apim.example.com,dns:gw.west.apim.example.com'
  'load-balancers/west-lb1|cp.west.apim.example.com|dns:cp.apim.example.com,dns:cp.west.apim.example.com'
  'load-balancers/west-lb2|gw.west.apim.example.com|dns:gw.apim.example.com,dns:gw.west.apim.example.com'
  'load-balancers/west-lb2|cp.west.apim.example.com|dns:cp.apim.example.com,dns:cp.west.apim.example.com'
)

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
bundle=$(dirname "$here")
readonly here bundle

folder=$here/keystores
authority=$here/authority
secrets_file=${APIM_SECRETS:-$here/secrets.env}
pem_key=no
renew=no
keytool=keytool
if [[ -n ${JAVA_HOME:-} ]]; then keytool=$JAVA_HOME/bin/keytool; fi

usage() {
  cat <<TEXT
Makes an authority in security/authority, and with it, in security/keystores,
  NAME/$TLS   for each server, with its own names
  $PRIMARY      the key that signs tokens, one for all servers
  $TRUSTSTORE   what all servers trust: the authority, that key, and the authorities of the JDK
  ca.pem, tls.pem         the authority's certificate, and one with every name of the topology
and certificates/NAME.crt and NAME.key in the folder of each load balancer. Files that exist are left
alone. To have certificates of an authority of yours, put its ca.pem (with the chain) and ca.key into
security/authority first.

  --out DIR        where to put keystores (default security/keystores)
  --secrets FILE   lines of NAME=value (APIM_SECRETS); else security/secrets.env
  --renew          make certificates again, with the authority and the signing key that are there
  --pem-key        export the key of tls.pem as well, as tls.key, for what is to show that certificate
TEXT
}

fail() {
  printf 'Error: %s\n' "$*" >&2
  exit 1
}

while [[ $# -gt 0 ]]; do
  case $1 in
    --out | --secrets)
      [[ $# -ge 2 && -n $2 ]] || fail "$1 needs a value; see --help"
      if [[ $1 == --out ]]; then folder=$2; else secrets_file=$2; fi
      shift 2
      ;;
    --pem-key) pem_key=yes; shift ;;
    --renew) renew=yes; shift ;;
    -h | --help) usage; exit 0 ;;
    *) fail "unknown option $1; see --help" ;;
  esac
done

load() {
  local name=$1 line
  if [[ -z ${!name:-} && -r $secrets_file ]]; then
    line=$(grep -E "^$name=" "$secrets_file" | tail -n 1 || true)
    line=${line%$'\r'}
    printf -v "$name" '%s' "${line#*=}"
  fi
  [[ -n ${!name:-} ]] || fail "$name has no value; see security/create-secrets.sh"
  [[ ${!name} =~ ^.{6,}$ ]] || fail "$name must have 6 characters or more"
  declare -gx "$name"
}

# Runs a program whose words matter only when it fails.
quietly() {
  local said
  said=$("$@" 2>&1) || fail "$1 did not go through: $said"
}

make_authority() {
  if [[ -e $authority/ca.pem && -e $authority/ca.key ]]; then
    echo "$authority exists and is used."
  else
    mkdir -p "$authority"
    quietly openssl req -x509 -newkey rsa:3072 -nodes -sha256 -days 3650 -subj "/O=$ORGANIZATION/CN=$ORGANIZATION authority" \
      -addext 'basicConstraints=critical,CA:TRUE,pathlen:0' -addext 'keyUsage=critical,keyCertSign,cRLSign' \
      -keyout "$authority/ca.key" -out "$authority/ca.pem"
    echo "Made $authority. Whoever has its key can pass for any server: keep it off the machines."
  fi
  cp "$authority/ca.pem" "$folder/ca.pem"
}

# Makes a key and a certificate of the authority: path without its ending, common name, names with commas between.
issue() {
  local base=$1 name=$2 names=$3
  names=${names//dns:/DNS:}
  names=${names//ip:/IP:}
  printf '%s\n' 'basicConstraints=critical,CA:FALSE' 'keyUsage=critical,digitalSignature,keyEncipherment' \
    'extendedKeyUsage=serverAuth,clientAuth' "subjectAltName=$names" >"$scratch/extensions"
  quietly openssl req -new -newkey rsa:3072 -nodes -sha256 -subj "/O=$ORGANIZATION/CN=${name:0:64}" \
    -keyout "$base.key" -out "$scratch/request"
  quietly openssl x509 -req -sha256 -days 825 -in "$scratch/request" -CA "$authority/ca.pem" -CAkey "$authority/ca.key" \
    -set_serial "0x$(openssl rand -hex 15)" -extfile "$scratch/extensions" -out "$base.crt"
  # A client that knows the root alone needs what is between.
  cat "$authority/ca.pem" >>"$base.crt"
}

# Whether a file is to be made; says that it is not.
wanted() {
  if [[ $renew == no && -e $1 ]]; then
    echo "$1 exists and is left alone."
    return 1
  fi
}

make_server() {
  local name=$2 names=$3 file=$folder/$1/$TLS
  wanted "$file" || return 0
  mkdir -p "$folder/$1"
  issue "$scratch/server" "$name" "$names"
  quietly openssl pkcs12 -export -name "$ALIAS" -in "$scratch/server.crt" -inkey "$scratch/server.key" \
    -passout env:TLS_KEYSTORE_PASSWORD -out "$scratch/server.p12"
  rm -f "$file"
  quietly "$keytool" -importkeystore -noprompt -srckeystore "$scratch/server.p12" -srcstoretype PKCS12 \
    -srcstorepass:env TLS_KEYSTORE_PASSWORD -destkeystore "$file" -deststoretype JKS \
    -deststorepass:env TLS_KEYSTORE_PASSWORD
  echo "Made $file."
}

make_entry() {
  local name=$2 names=$3 place=$bundle/$1/certificates
  wanted "$place/$name.crt" || return 0
  mkdir -p "$place"
  issue "$scratch/entry" "$name" "$names"
  mv "$scratch/entry.crt" "$place/$name.crt"
  mv "$scratch/entry.key" "$place/$name.key"
  echo "Made $place/$name.crt."
}

make_shared() {
  local names
  names=$(IFS=,; printf '%s' "${NAMES[*]}")
  if wanted "$folder/tls.pem"; then
    issue "$folder/tls" "$ORGANIZATION servers" "$names"
    mv "$folder/tls.crt" "$folder/tls.pem"
    mv "$folder/tls.key" "$authority/tls.key"
    echo "Made $folder/tls.pem."
  fi
  if [[ $pem_key == yes ]]; then
    [[ -e $authority/tls.key ]] || fail "$authority/tls.key is missing; --renew makes it again"
    cp "$authority/tls.key" "$folder/tls.key"
    echo "Made $folder/tls.key. It is not encrypted: move it to where it belongs."
  fi
}

# The one key that must outlive its certificate: what it signed and encrypted is read with it.
make_primary() {
  if [[ -e $folder/$PRIMARY ]]; then
    echo "$folder/$PRIMARY exists and is left alone."
  else
    quietly "$keytool" -genkeypair -alias "$ALIAS" -keyalg RSA -keysize 3072 -sigalg SHA256withRSA -validity 3650 \
      -dname "CN=$ORGANIZATION, O=$ORGANIZATION" -storetype JKS -keystore "$folder/$PRIMARY" \
      -storepass:env PRIMARY_KEYSTORE_PASSWORD -keypass:env PRIMARY_KEYSTORE_PASSWORD
    echo "Made $folder/$PRIMARY."
  fi
  quietly "$keytool" -exportcert -rfc -alias "$ALIAS" -keystore "$folder/$PRIMARY" \
    -storepass:env PRIMARY_KEYSTORE_PASSWORD -file "$folder/primary.pem"
}

trust() {
  quietly "$keytool" -importcert -noprompt -alias "$1" -file "$2" -keystore "$folder/$TRUSTSTORE" -storetype JKS \
    -storepass:env TRUSTSTORE_PASSWORD
}

make_truststore() {
  local authorities
  if [[ -e $folder/$TRUSTSTORE ]]; then
    echo "$folder/$TRUSTSTORE exists and is left alone."
    return
  fi
  authorities=$(dirname "$(dirname "$(readlink -f "$(command -v "$keytool")")")")/lib/security/cacerts
  if [[ -r $authorities ]]; then
    quietly "$keytool" -importkeystore -noprompt -srckeystore "$authorities" -srcstorepass changeit -deststoretype JKS \
      -destkeystore "$folder/$TRUSTSTORE" -deststorepass:env TRUSTSTORE_PASSWORD
  fi
  trust "$ALIAS-authority" "$folder/ca.pem"
  trust "$ALIAS-primary" "$folder/primary.pem"
  # Gateways look for the certificate of whoever signs tokens and API keys under this alias.
  trust gateway_certificate_alias "$folder/primary.pem"
  echo "Made $folder/$TRUSTSTORE."
}

command -v "$keytool" >/dev/null || fail 'keytool is missing; install a JDK or set JAVA_HOME'
command -v openssl >/dev/null || fail 'openssl is missing; install it'
load PRIMARY_KEYSTORE_PASSWORD
load TLS_KEYSTORE_PASSWORD
load TRUSTSTORE_PASSWORD
umask 077
scratch=$(mktemp -d)
readonly scratch
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$folder"
make_authority
make_primary
make_truststore
for line in "${SERVERS[@]}"; do
  IFS='|' read -r place name names <<<"$line"
  make_server "$place" "$name" "$names"
done
for line in ${ENTRIES[@]+"${ENTRIES[@]}"}; do
  IFS='|' read -r place name names <<<"$line"
  make_entry "$place" "$name" "$names"
done
make_shared
