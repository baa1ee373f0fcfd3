make_authority() {
  if [[ -e $authority/ca.pem && -e $authority/ca.key ]]; then
    echo "$authority exists and is used."
  else
    mkdir -p "$authority"
    quietly openssl req -x509 -newkey rsa:3072 -nodes -sha256 -days 3650 -subj "/O=$ORGANIZATION/CN=$ORGANIZATION authority" \
      -addext 'basicConstraints=critical,CA:TRUE,pathlen:0' -addext 'keyUsage=critical,keyCertSign,cRLSign' \
      -keyout "$authority/ca.key" -out "$authority/ca.pem"
    echo "Made $authority. Whoever has its key can pass for any server: keep it off the machines."
  fi
  cp "$authority/ca.pem" "$folder/ca.pem"
}

# Makes a key and a certificate of the authority: path without its ending, common name, names with commas between.
issue() {
  local base=$1 name=$2 names=$3
  names=${names//dns:/DNS:}
  names=${names//ip:/IP:}
  printf '%s\n' 'basicConstraints=critical,CA:FALSE' 'keyUsage=critical,digitalSignature,keyEncipherment' \
    'extendedKeyUsage=serverAuth,clientAuth' "subjectAltName=$names" >"$scratch/extensions"
  quietly openssl req -new -newkey rsa:3072 -nodes -sha256 -subj "/O=$ORGANIZATION/CN=${name:0:64}" \
    -keyout "$base.key" -out "$scratch/request"
  quietly openssl x509 -req -sha256 -days 825 -in "$scratch/request" -CA "$authority/ca.pem" -CAkey "$authority/ca.key" \
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
