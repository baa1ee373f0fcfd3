import { isIpv4 } from '../../model/grammar'
import { shellWord } from '../../serialize/shell'
import { TracedText } from '../../serialize/traced-text'
import type { GeneratedFile } from '../file-tree'
import { addressOf } from './network/flows'
import type { Plan } from './plan'
import { PRIMARY_KEYSTORE_PASSWORD, TLS_KEYSTORE_PASSWORD, TRUSTSTORE_PASSWORD } from './secrets'
import { KEY_ALIAS, PRIMARY_KEYSTORE, TLS_KEYSTORE, TRUSTSTORE } from './sections/common'

/**
 * Makes the keystores that every server shares: one key that signs tokens, one certificate for all names of the
 * topology, and a truststore with both beside the authorities of the JDK.
 * Source: docs-apim, configuring keystores: the primary keystore is one file on all servers, and gateways look up the
 * signer's certificate under `gateway_certificate_alias`.
 */
export function keystoresScript(plan: Plan): GeneratedFile {
  const names = subjectNames(plan)
  const topology = {
    subjects: [...new Set(plan.nodes.flatMap((node) => node.subjects))],
    reason: 'Names by which the servers are reached',
  }
  const text = new TracedText()
    .add('#!/usr/bin/env bash')
    .add('# Makes the keystores of this topology in security/keystores. See --help.')
    .add('set -euo pipefail')
    .blank()
    .add(`readonly ALIAS=${shellWord(KEY_ALIAS)}`, topology)
    .add(`readonly PRIMARY=${PRIMARY_KEYSTORE} TLS=${TLS_KEYSTORE} TRUSTSTORE=${TRUSTSTORE}`, topology)
    .add(`readonly ORGANIZATION=${shellWord(plan.deployment.design.name)}`, topology)
    .add('# Every name under which a server or a load balancer of this topology is dialled.', topology)
    .add('readonly NAMES=(', topology)
  for (const name of names) text.add(`  ${shellWord(isIpv4(name) ? `ip:${name}` : `dns:${name}`)}`, topology)
  text.add(')', topology).blank().add(BODY, { subjects: [], reason: 'The same for every topology' })
  return text.toFile({ path: 'security/create-keystores.sh', language: 'shell', executable: true })
}

export function subjectNames(plan: Plan): string[] {
  const { deployment } = plan
  const names = new Set(['localhost'])
  for (const { server, instance } of plan.nodes) {
    names.add(instance.hostname).add(server.publicHost)
    const address = addressOf(instance)
    if (address !== undefined) names.add(address)
  }
  for (const entry of deployment.entries) {
    names.add(entry.host)
    for (const alias of entry.aliases) names.add(alias)
  }
  return [...names].sort()
}

const BODY = `here=$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)
readonly here

folder=$here/keystores
secrets_file=\${APIM_SECRETS:-$here/secrets.env}
pem_key=no
keytool=keytool
if [[ -n \${JAVA_HOME:-} ]]; then keytool=$JAVA_HOME/bin/keytool; fi

usage() {
  cat <<TEXT
Makes $PRIMARY, $TLS and $TRUSTSTORE, and exports the certificates as PEM.
Copy the folder to every machine; files that exist are left alone.

  --out DIR        where to put them (default security/keystores)
  --secrets FILE   lines of NAME=value (APIM_SECRETS); else security/secrets.env
  --pem-key        export the key of the HTTPS certificate as well, as tls.key, for load balancers that
                   are to show the same certificate
TEXT
}

fail() {
  printf 'Error: %s\\n' "$*" >&2
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
    -h | --help) usage; exit 0 ;;
    *) fail "unknown option $1; see --help" ;;
  esac
done

load() {
  local name=$1 line
  if [[ -z \${!name:-} && -r $secrets_file ]]; then
    line=$(grep -E "^$name=" "$secrets_file" | tail -n 1 || true)
    line=\${line%$'\\r'}
    printf -v "$name" '%s' "\${line#*=}"
  fi
  [[ -n \${!name:-} ]] || fail "$name has no value; see security/secrets.env.example"
  [[ \${!name} =~ ^.{6,}$ ]] || fail "$name must have 6 characters or more"
  declare -gx "$name"
}

# Makes a keystore with one key: file, variable with its password, common name, days, further arguments of keytool.
make_key() {
  local file=$1 variable=$2 name=$3 days=$4 pem
  shift 4
  pem=\${file#wso2am-}
  pem=\${pem%.jks}.pem
  if [[ -e $folder/$file ]]; then
    echo "$folder/$file exists and is left alone."
  else
    "$keytool" -genkeypair -alias "$ALIAS" -keyalg RSA -keysize 3072 -sigalg SHA256withRSA -validity "$days" \\
      -dname "CN=$name, O=$ORGANIZATION" -storetype JKS -keystore "$folder/$file" \\
      -storepass:env "$variable" -keypass:env "$variable" "$@" 2>/dev/null
    echo "Made $folder/$file."
  fi
  "$keytool" -exportcert -rfc -alias "$ALIAS" -keystore "$folder/$file" -storepass:env "$variable" \\
    -file "$folder/$pem" 2>/dev/null
}

trust() {
  "$keytool" -importcert -noprompt -alias "$1" -file "$2" -keystore "$folder/$TRUSTSTORE" \\
    -storepass:env TRUSTSTORE_PASSWORD 2>/dev/null
}

make_truststore() {
  local authorities
  if [[ -e $folder/$TRUSTSTORE ]]; then
    echo "$folder/$TRUSTSTORE exists and is left alone."
    return
  fi
  authorities=$(dirname "$(dirname "$(readlink -f "$(command -v "$keytool")")")")/lib/security/cacerts
  if [[ -r $authorities ]]; then
    "$keytool" -importkeystore -noprompt -srckeystore "$authorities" -srcstorepass changeit -deststoretype JKS \\
      -destkeystore "$folder/$TRUSTSTORE" -deststorepass:env TRUSTSTORE_PASSWORD >/dev/null 2>&1
  fi
  trust "$ALIAS-tls" "$folder/tls.pem"
  trust "$ALIAS-primary" "$folder/primary.pem"
  # Gateways look for the certificate of whoever signs tokens and API keys under this alias.
  trust gateway_certificate_alias "$folder/primary.pem"
  echo "Made $folder/$TRUSTSTORE."
}

export_key() {
  local staged
  command -v openssl >/dev/null || fail 'openssl is missing; install it'
  staged=$(mktemp -d)
  "$keytool" -importkeystore -noprompt -srckeystore "$folder/$TLS" -srcstorepass:env TLS_KEYSTORE_PASSWORD \\
    -srcalias "$ALIAS" -destkeystore "$staged/tls.p12" -deststoretype PKCS12 \\
    -deststorepass:env TLS_KEYSTORE_PASSWORD >/dev/null 2>&1
  openssl pkcs12 -in "$staged/tls.p12" -passin env:TLS_KEYSTORE_PASSWORD -nocerts -nodes 2>/dev/null |
    openssl pkey -out "$folder/tls.key"
  rm -r "$staged"
  echo "Made $folder/tls.key. It is not encrypted: move it to the load balancers."
}

command -v "$keytool" >/dev/null || fail 'keytool is missing; install a JDK or set JAVA_HOME'
load ${PRIMARY_KEYSTORE_PASSWORD}
load ${TLS_KEYSTORE_PASSWORD}
load ${TRUSTSTORE_PASSWORD}
umask 077
mkdir -p "$folder"
names=$(IFS=,; printf '%s' "\${NAMES[*]}")
make_key "$PRIMARY" ${PRIMARY_KEYSTORE_PASSWORD} "$ORGANIZATION" 3650
make_key "$TLS" ${TLS_KEYSTORE_PASSWORD} "$ORGANIZATION servers" 825 -ext "SAN=$names"
make_truststore
if [[ $pem_key == yes ]]; then export_key; fi
echo 'The HTTPS certificate is signed by its own key. For one of your authority: keytool -certreq, then import the chain.'`
