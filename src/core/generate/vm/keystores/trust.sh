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
