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
