make_server() {
  local name=$2 names=$3 file=$folder/$1/$TLS
  wanted "$file" || return 0
  mkdir -p "$folder/$1"
  issue "$scratch/server" "$name" "$names"
  quietly openssl pkcs12 -export -name "$ALIAS" -in "$scratch/server.crt" -inkey "$scratch/server.key" \
    -passout env:TLS_KEYSTORE_PASSWORD -out "$scratch/server.p12"
  rm -f "$file"
  quietly "$keytool" -importkeystore -noprompt -srckeystore "$scratch/server.p12" -srcstoretype PKCS12 \
    -srcstorepass:env TLS_KEYSTORE_PASSWORD -destkeystore "$file" -deststoretype JKS \
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
  names=$(IFS=,; printf '%s' "${NAMES[*]}")
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
