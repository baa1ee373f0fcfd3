# --- Secrets and keystores ----------------------------------------------------------------------------------------

# The environment of a server's service, in value.
load() {
  local line file=$root${environment[$1]}
  if [[ $loaded == "$1" ]]; then return; fi
  loaded=$1
  value=()
  if [[ ! -r $file ]]; then return; fi
  while IFS= read -r line || [[ -n $line ]]; do
    if [[ $line == [A-Z_]*=* ]]; then value[${line%%=*}]=${line#*=}; fi
  done <"$file"
}

# keytool of the JDK that the server runs on.
keystore() {
  local tool=$root${value[JAVA_HOME]:-}/bin/keytool
  if [[ ! -x $tool ]]; then tool=keytool; fi
  "$tool" "$@" 2>/dev/null
}

# The certificate that a keystore of a server has under an alias, as PEM.
certificate_in() {
  local who=$1 file=$2 variable=$3 alias=$4
  KEYSTORE_PASSWORD=${value[$variable]:-} keystore -exportcert -rfc -alias "$alias" \
    -keystore "$root${home[$who]}/repository/resources/security/$file" -storepass:env KEYSTORE_PASSWORD
}

# Marks of what must be equal elsewhere. The salt is drawn for each run, so that a mark says nothing about a password.
facts() {
  local name mark
  load "$1"
  for name in "${!value[@]}"; do
    mark=$(printf '%s\n%s' "$salt" "${value[$name]}" | openssl dgst -sha256 -r)
    printf 'fact\t%s\t%s\t%s\n' "$name" "$1" "${mark%% *}"
  done
  if certificate_in "$1" "$PRIMARY" PRIMARY_KEYSTORE_PASSWORD "$KEY_ALIAS" >"$scratch/$1.primary"; then
    mark=$(openssl x509 -in "$scratch/$1.primary" -noout -fingerprint -sha256)
    printf 'fact\tprimary-key\t%s\t%s\n' "$1" "${mark#*=}"
  else
    rm -f "$scratch/$1.primary"
  fi
}

# The authorities that a server or load balancer trusts: the name of a PEM file in trusted, or what is wrong in answer.
trust_of() {
  local file=$scratch/$1.trust
  answer=''
  if [[ -n ${authorities[$1]+set} ]]; then
    trusted=$root${authorities[$1]}
    if [[ ! -r $trusted ]]; then answer="cannot read ${authorities[$1]}"; fi
    return
  fi
  trusted=$file
  if [[ ! -e $file ]]; then
    load "$1"
    KEYSTORE_PASSWORD=${value[TRUSTSTORE_PASSWORD]:-} keystore -list -rfc -storepass:env KEYSTORE_PASSWORD \
      -keystore "$root${home[$1]}/repository/resources/security/$TRUSTSTORE" >"$file" || : >"$file"
  fi
  if [[ ! -s $file ]]; then answer="$TRUSTSTORE does not open with what ${environment[$1]} says (root may read it)"; fi
}
