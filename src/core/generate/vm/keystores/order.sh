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
