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
