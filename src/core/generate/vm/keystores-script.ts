import type { Id } from '../../model/design'
import { isIpv4 } from '../../model/grammar'
import { numberOf } from '../../model/properties'
import { shellWord } from '../../serialize/shell'
import { TracedText } from '../../serialize/traced-text'
import type { GeneratedFile } from '../file-tree'
import { serverNames } from './certificate-names'
import { certificateName, virtualHosts } from './load-balancers/virtual-hosts'
import type { Balancer, Plan } from './plan'
import { PRIMARY_KEYSTORE_PASSWORD, TLS_KEYSTORE_PASSWORD, TRUSTSTORE_PASSWORD } from './secrets'
import { KEY_ALIAS, PRIMARY_KEYSTORE, TLS_KEYSTORE, TRUSTSTORE } from './sections/common'

/**
 * Makes one authority, and with it a certificate for every server and load balancer with the names that it is dialled by;
 * the key that signs tokens, which all servers share; and one truststore with the authority and that key's certificate,
 * so that every server trusts every other.
 * Source: docs-apim, configuring keystores: the primary keystore is one file on all servers, and gateways look up the
 * signer's certificate under `gateway_certificate_alias`.
 */
export function keystoresScript(plan: Plan): GeneratedFile {
  const topology = {
    subjects: [...new Set(plan.nodes.flatMap((node) => node.subjects))],
    reason: 'Names by which the servers are reached',
  }
  const body = { subjects: [], reason: 'The same for every topology' }
  const text = new TracedText()
    .add('#!/usr/bin/env bash', body)
    .add('# Makes the keystores and certificates of this topology in security/keystores. See --help.', body)
    .add('set -euo pipefail', body)
    .blank()
    .add(`readonly ALIAS=${shellWord(KEY_ALIAS)}`, topology)
    .add(`readonly PRIMARY=${PRIMARY_KEYSTORE} TLS=${TLS_KEYSTORE} TRUSTSTORE=${TRUSTSTORE}`, topology)
    .add(`readonly ORGANIZATION=${shellWord(plan.deployment.design.name)}`, topology)
    .add('# Every name under which a server or a load balancer of this topology is dialled.', topology)
    .add('readonly NAMES=(', topology)
  for (const { name, subjects } of subjectNames(plan)) {
    text.add(`  ${shellWord(typed(name))}`, { subjects, reason: 'A name under which it is dialled' })
  }
  text.add(')', topology).add('# Servers: folder of the keystore, name, and all names of the certificate.', topology)
  text.add('readonly SERVERS=(', topology)
  for (const node of plan.nodes) {
    const names = serverNames(plan, node)
    text.add(`  ${shellWord([node.name, node.instance.hostname, names.map(typed).join(',')].join('|'))}`, {
      subjects: node.subjects,
      reason: 'A server has a certificate of its own, with the names that it is dialled by',
    })
  }
  text.add(')', topology).add('# Load balancers: folder, name of the certificate, and all of its names.', topology)
  text.add('readonly ENTRIES=(', topology)
  for (const { folder, name, names, subjects } of plan.balancers.flatMap((balancer) =>
    certificatesOf(plan, balancer),
  )) {
    text.add(`  ${shellWord([folder, name, names.map(typed).join(',')].join('|'))}`, {
      subjects,
      reason: 'A name that a load balancer answers for',
    })
  }
  text.add(')', topology).blank().add(BODY, body)
  return text.toFile({ path: 'security/create-keystores.sh', language: 'shell', executable: true })
}

function typed(name: string): string {
  return isIpv4(name) ? `ip:${name}` : `dns:${name}`
}

interface Named {
  readonly name: string
  readonly subjects: readonly Id[]
}

/** Every name of the topology that a certificate can hold, with what has it. */
function subjectNames(plan: Plan): Named[] {
  const names = new Map<string, Set<Id>>()
  const note = (name: string, subjects: readonly Id[]) =>
    names.set(name, new Set([...(names.get(name) ?? []), ...subjects]))
  note('localhost', [])
  for (const node of plan.nodes) for (const name of serverNames(plan, node)) note(name, node.subjects)
  for (const entry of plan.deployment.entries) {
    for (const name of [entry.host, ...entry.aliases]) note(name, [entry.transit.component.id])
  }
  return [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, subjects]) => ({ name, subjects: [...subjects] }))
}

/** One certificate for each name of a load balancer that ends TLS: its files are called after the name. */
function certificatesOf(plan: Plan, balancer: Balancer) {
  if (balancer.software === 'none' || numberOf(balancer.instance.component, 'layer') === 4) return []
  const certificates = new Map<string, { names: Set<string>; subjects: Set<Id> }>()
  for (const host of virtualHosts(plan.deployment, balancer)) {
    const name = certificateName(host)
    const known = certificates.get(name) ?? { names: new Set(), subjects: new Set() }
    for (const other of host.names) known.names.add(other)
    for (const id of host.subjects) known.subjects.add(id)
    certificates.set(name, known)
  }
  return [...certificates].map(([name, { names, subjects }]) => ({
    folder: balancer.folder,
    name,
    names: [...names].sort(),
    subjects: [...subjects],
  }))
}

const BODY = `here=$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)
bundle=$(dirname "$here")
readonly here bundle

folder=$here/keystores
authority=$here/authority
secrets_file=\${APIM_SECRETS:-$here/secrets.env}
pem_key=no
renew=no
keytool=keytool
if [[ -n \${JAVA_HOME:-} ]]; then keytool=$JAVA_HOME/bin/keytool; fi

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
    --renew) renew=yes; shift ;;
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
  [[ -n \${!name:-} ]] || fail "$name has no value; see security/create-secrets.sh"
  [[ \${!name} =~ ^.{6,}$ ]] || fail "$name must have 6 characters or more"
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
    quietly openssl req -x509 -newkey rsa:3072 -nodes -sha256 -days 3650 -subj "/O=$ORGANIZATION/CN=$ORGANIZATION authority" \\
      -addext 'basicConstraints=critical,CA:TRUE,pathlen:0' -addext 'keyUsage=critical,keyCertSign,cRLSign' \\
      -keyout "$authority/ca.key" -out "$authority/ca.pem"
    echo "Made $authority. Whoever has its key can pass for any server: keep it off the machines."
  fi
  cp "$authority/ca.pem" "$folder/ca.pem"
}

# Makes a key and a certificate of the authority: path without its ending, common name, names with commas between.
issue() {
  local base=$1 name=$2 names=$3
  names=\${names//dns:/DNS:}
  names=\${names//ip:/IP:}
  printf '%s\\n' 'basicConstraints=critical,CA:FALSE' 'keyUsage=critical,digitalSignature,keyEncipherment' \\
    'extendedKeyUsage=serverAuth,clientAuth' "subjectAltName=$names" >"$scratch/extensions"
  quietly openssl req -new -newkey rsa:3072 -nodes -sha256 -subj "/O=$ORGANIZATION/CN=\${name:0:64}" \\
    -keyout "$base.key" -out "$scratch/request"
  quietly openssl x509 -req -sha256 -days 825 -in "$scratch/request" -CA "$authority/ca.pem" -CAkey "$authority/ca.key" \\
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
  quietly openssl pkcs12 -export -name "$ALIAS" -in "$scratch/server.crt" -inkey "$scratch/server.key" \\
    -passout env:TLS_KEYSTORE_PASSWORD -out "$scratch/server.p12"
  rm -f "$file"
  quietly "$keytool" -importkeystore -noprompt -srckeystore "$scratch/server.p12" -srcstoretype PKCS12 \\
    -srcstorepass:env TLS_KEYSTORE_PASSWORD -destkeystore "$file" -deststoretype JKS \\
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
  names=$(IFS=,; printf '%s' "\${NAMES[*]}")
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
    quietly "$keytool" -genkeypair -alias "$ALIAS" -keyalg RSA -keysize 3072 -sigalg SHA256withRSA -validity 3650 \\
      -dname "CN=$ORGANIZATION, O=$ORGANIZATION" -storetype JKS -keystore "$folder/$PRIMARY" \\
      -storepass:env ${PRIMARY_KEYSTORE_PASSWORD} -keypass:env ${PRIMARY_KEYSTORE_PASSWORD}
    echo "Made $folder/$PRIMARY."
  fi
  quietly "$keytool" -exportcert -rfc -alias "$ALIAS" -keystore "$folder/$PRIMARY" \\
    -storepass:env ${PRIMARY_KEYSTORE_PASSWORD} -file "$folder/primary.pem"
}

trust() {
  quietly "$keytool" -importcert -noprompt -alias "$1" -file "$2" -keystore "$folder/$TRUSTSTORE" -storetype JKS \\
    -storepass:env ${TRUSTSTORE_PASSWORD}
}

make_truststore() {
  local authorities
  if [[ -e $folder/$TRUSTSTORE ]]; then
    echo "$folder/$TRUSTSTORE exists and is left alone."
    return
  fi
  authorities=$(dirname "$(dirname "$(readlink -f "$(command -v "$keytool")")")")/lib/security/cacerts
  if [[ -r $authorities ]]; then
    quietly "$keytool" -importkeystore -noprompt -srckeystore "$authorities" -srcstorepass changeit -deststoretype JKS \\
      -destkeystore "$folder/$TRUSTSTORE" -deststorepass:env ${TRUSTSTORE_PASSWORD}
  fi
  trust "$ALIAS-authority" "$folder/ca.pem"
  trust "$ALIAS-primary" "$folder/primary.pem"
  # Gateways look for the certificate of whoever signs tokens and API keys under this alias.
  trust gateway_certificate_alias "$folder/primary.pem"
  echo "Made $folder/$TRUSTSTORE."
}

command -v "$keytool" >/dev/null || fail 'keytool is missing; install a JDK or set JAVA_HOME'
command -v openssl >/dev/null || fail 'openssl is missing; install it'
load ${PRIMARY_KEYSTORE_PASSWORD}
load ${TLS_KEYSTORE_PASSWORD}
load ${TRUSTSTORE_PASSWORD}
umask 077
scratch=$(mktemp -d)
readonly scratch
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$folder"
make_authority
make_primary
make_truststore
for line in "\${SERVERS[@]}"; do
  IFS='|' read -r place name names <<<"$line"
  make_server "$place" "$name" "$names"
done
for line in \${ENTRIES[@]+"\${ENTRIES[@]}"}; do
  IFS='|' read -r place name names <<<"$line"
  make_entry "$place" "$name" "$names"
done
make_shared`
