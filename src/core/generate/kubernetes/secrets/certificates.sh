# What Envoy checks the servers' certificate against.
make_certificates() {
  local namespace
  keytool -list -rfc -alias wso2carbon -keystore "$work/keystores/tls.jks" -storepass:env KEYSTORE_PASSWORD 2>/dev/null |
    sed -n '/BEGIN CERT/,/END CERT/p' >"$work/ca.crt"
  for namespace in "${namespaces[@]}"; do
    store_public "$namespace" "$certificates" "$work/ca.crt"
  done
}
