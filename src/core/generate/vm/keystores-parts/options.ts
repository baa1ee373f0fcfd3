import { FAIL, HERE } from '../../shared/script-parts'

/** Its options, how it speaks, and the passwords that it needs. */
export const OPTIONS = `${HERE}
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

${FAIL}

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
}`
