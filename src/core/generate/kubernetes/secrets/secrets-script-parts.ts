/** Fixed parts of create-secrets.sh. Names in them are variables that the script sets first. */

export const VALUE = `unset_variables=()

# from_file VARIABLE: its value in the secrets file, when there is one.
from_file() {
  local line
  [[ -r $secrets_file ]] || return 0
  line="$(grep -E "^$1=" "$secrets_file" | tail -n 1 || true)"
  line="\${line%$'\\r'}"
  printf '%s' "\${line#*=}"
}

# value KEY VARIABLE PATTERN RULE [command that makes one]: from this cluster, else the environment or the secrets file,
# else the cluster of --copy-from, else new.
value() {
  local file="$work/values/$1" key=$1 variable=$2 pattern=$3 rule=$4 given
  shift 4
  given="\${!variable-}"
  [[ -n $given ]] || given="$(from_file "$variable")"
  if [[ -e $file ]]; then
    :
  elif [[ -n $given ]]; then
    printf '%s' "$given" >"$file"
  elif [[ -e $work/source/$key ]]; then
    cp "$work/source/$key" "$file"
  elif (($# > 0)); then
    "$@" | tr -d '\\n' >"$file"
  else
    unset_variables+=("$variable")
    return 0
  fi
  # A line break at the end would be sent to the service with it.
  if (($(wc -l <"$file") > 0)) || ! grep -Eqx -e "$pattern" "$file"; then
    die "The value for $key ($variable) must be $rule."
  fi
}`

export const TLS = `san() {
  local prefix=$1 name list=''
  shift
  for name in "$@"; do list+="\${list:+,}$prefix:$name"; done
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
    printf '[req]\\nprompt=no\\ndistinguished_name=dn\\nx509_extensions=v3\\n[dn]\\nCN=%s\\n[v3]\\nsubjectAltName=%s\\n' \\
      "$common_name" "$(san DNS "\${public_names[@]}")" >"$work/openssl.cnf"
    quietly openssl req -x509 -newkey rsa:3072 -sha256 -nodes -days 397 -config "$work/openssl.cnf" \\
      -keyout "$work/tls/tls.key" -out "$work/tls/tls.crt"
    printf 'No --tls-certificate given: made a self-signed one, which browsers warn about.\\n'
  fi
  public="$(openssl x509 -in "$work/tls/tls.crt" -noout -pubkey 2>/dev/null || true)"
  [[ -n $public && $public == "$(openssl pkey -in "$work/tls/tls.key" -passin pass: -pubout 2>/dev/null || true)" ]] ||
    die 'The certificate of the public names and its key do not belong together, or the key needs a password.'
}

store_tls() {
  local namespace
  for namespace in "\${namespaces[@]}"; do
    store "$namespace" "$tls" kubernetes.io/tls "$work/tls/tls.crt" "$work/tls/tls.key"
  done
}`

/** `KEYSTORE_PASSWORD` and `TRUSTSTORE_PASSWORD` are in the environment while these run. */
export function keystoreParts(names: {
  readonly primary: string
  readonly tls: string
  readonly truststore: string
  readonly alias: string
}): string {
  const { primary, tls, truststore, alias } = names
  return `# make_keystore FILE NAMES...: a key pair with a self-signed certificate.
make_keystore() {
  local file="$work/keystores/$1"
  shift
  [[ -e $file ]] && return 0
  quietly keytool -genkeypair -alias ${alias} -keyalg RSA -keysize 3072 -sigalg SHA256withRSA -validity 1095 \\
    -storetype JKS -keystore "$file" -storepass:env KEYSTORE_PASSWORD -keypass:env KEYSTORE_PASSWORD \\
    -dname "CN=$common_name" -ext "SAN=$(san dns "$@")"
}

trust() {
  quietly keytool -importcert -noprompt -alias "$1" -file "$2" -keystore "$work/keystores/${truststore}" \\
    -storepass:env TRUSTSTORE_PASSWORD
}

# The public authorities that this machine's Java trusts, and the servers' own certificates.
make_truststore() {
  local home
  [[ -e $work/keystores/${truststore} ]] && return 0
  home="$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\\.home = //p')"
  quietly keytool -importkeystore -noprompt -srckeystore "$home/lib/security/cacerts" -srcstorepass changeit \\
    -destkeystore "$work/keystores/${truststore}" -deststoretype JKS -deststorepass:env TRUSTSTORE_PASSWORD
  quietly keytool -exportcert -rfc -alias ${alias} -keystore "$work/keystores/${primary}" \\
    -storepass:env KEYSTORE_PASSWORD -file "$work/signing.pem"
  quietly keytool -exportcert -rfc -alias ${alias} -keystore "$work/keystores/${tls}" \\
    -storepass:env KEYSTORE_PASSWORD -file "$work/servers.pem"
  trust ${alias} "$work/signing.pem"
  trust gateway_certificate_alias "$work/signing.pem"
  trust servers "$work/servers.pem"
  trust public "$work/tls/tls.crt"
}

# Nothing is stored before what is given opens what is given.
make_keystores() {
  local file
  load_here "$work/keystores" "$keystores"
  if [[ -n $keystore_folder ]]; then
    for file in ${primary} ${tls} ${truststore}; do
      [[ -f $keystore_folder/$file ]] || die "There is no $file in $keystore_folder."
      [[ -e $work/keystores/$file ]] || cp "$keystore_folder/$file" "$work/keystores/$file"
    done
  fi
  load_source "$work/keystores" "$keystores"
  KEYSTORE_PASSWORD="$(cat "$work/values/keystore-password")"
  TRUSTSTORE_PASSWORD="$(cat "$work/values/truststore-password")"
  export KEYSTORE_PASSWORD TRUSTSTORE_PASSWORD
  make_keystore ${primary} localhost
  make_keystore ${tls} "\${certificate_names[@]}"
  make_truststore
  for file in ${primary} ${tls}; do
    keytool -list -alias ${alias} -keystore "$work/keystores/$file" -storepass:env KEYSTORE_PASSWORD >/dev/null 2>&1 ||
      die "KEYSTORE_PASSWORD does not open $file, or it has no entry ${alias}."
  done
  keytool -list -keystore "$work/keystores/${truststore}" -storepass:env TRUSTSTORE_PASSWORD >/dev/null 2>&1 ||
    die "TRUSTSTORE_PASSWORD does not open ${truststore}."
}

store_keystores() {
  local namespace
  for namespace in "\${namespaces[@]}"; do
    store "$namespace" "$keystores" Opaque "$work/keystores/${primary}" "$work/keystores/${tls}" "$work/keystores/${truststore}"
  done
}`
}

export function certificatePart({ tls, alias }: { readonly tls: string; readonly alias: string }): string {
  return `# What Envoy checks the servers' certificate against.
make_certificates() {
  local namespace
  keytool -list -rfc -alias ${alias} -keystore "$work/keystores/${tls}" -storepass:env KEYSTORE_PASSWORD 2>/dev/null |
    sed -n '/BEGIN CERT/,/END CERT/p' >"$work/ca.crt"
  for namespace in "\${namespaces[@]}"; do
    store_public "$namespace" "$certificates" "$work/ca.crt"
  done
}`
}

export const pullSecret = ({
  seals,
}: {
  readonly seals: boolean
}) => `# Where the registry asks for a sign-in: pods use the namespace's own service account, so that gets it.
make_pull_secret() {
  local namespace auth
  [[ -n \${REGISTRY_USERNAME-} ]] || return 0
  [[ -n \${REGISTRY_HOST-} && -n \${REGISTRY_PASSWORD-} ]] || die 'Set REGISTRY_HOST and REGISTRY_PASSWORD too.'
  auth="$(printf '%s:%s' "$REGISTRY_USERNAME" "$REGISTRY_PASSWORD" | base64 | tr -d '\\n')"
  printf '{"auths":{"%s":{"auth":"%s"}}}' "$REGISTRY_HOST" "$auth" >"$work/.dockerconfigjson"
  for namespace in "\${namespaces[@]}"; do
    exists "$namespace" secret "$pull" || ${seals ? 'store' : 'make_secret'} "$namespace" "$pull" kubernetes.io/dockerconfigjson "$work/.dockerconfigjson"
    kube patch serviceaccount default --namespace "$namespace" --patch "{\\"imagePullSecrets\\":[{\\"name\\":\\"$pull\\"}]}" >/dev/null
    printf 'Made: %s in %s, used by every pod there\\n' "$pull" "$namespace"
  done
}`

/** The form of the administrator's password has no character that means something in a URL. */
export const JNDI = `# jndi_file FOLDER FILE BROKER: how a control plane signs in to the broker of another region.
jndi_file() {
  mkdir -p "$1"
  {
    printf '%s' "connectionfactory.TopicConnectionFactory = amqp://$admin_username:$(cat "$work/values/admin-password")"
    printf "@clientid/carbon?brokerlist='%s'\\n" "$3"
    printf '%s\\n' "\${topics[@]}"
  } >"$1/$2"
}`
