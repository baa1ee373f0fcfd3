san() {
  local prefix=$1 name list=''
  shift
  for name in "$@"; do list+="${list:+,}$prefix:$name"; done
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
    printf '[req]\nprompt=no\ndistinguished_name=dn\nx509_extensions=v3\n[dn]\nCN=%s\n[v3]\nsubjectAltName=%s\n' \
      "$common_name" "$(san DNS "${public_names[@]}")" >"$work/openssl.cnf"
    quietly openssl req -x509 -newkey rsa:3072 -sha256 -nodes -days 397 -config "$work/openssl.cnf" \
      -keyout "$work/tls/tls.key" -out "$work/tls/tls.crt"
    printf 'No --tls-certificate given: made a self-signed one, which browsers warn about.\n'
  fi
  public="$(openssl x509 -in "$work/tls/tls.crt" -noout -pubkey 2>/dev/null || true)"
  [[ -n $public && $public == "$(openssl pkey -in "$work/tls/tls.key" -passin pass: -pubout 2>/dev/null || true)" ]] ||
    die 'The certificate of the public names and its key do not belong together, or the key needs a password.'
}

store_tls() {
  local namespace
  for namespace in "${namespaces[@]}"; do
    store "$namespace" "$tls" kubernetes.io/tls "$work/tls/tls.crt" "$work/tls/tls.key"
  done
}
