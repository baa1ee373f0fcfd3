# certificate KIND NAME NAMESPACE KEY HOST...
certificate() {
  local kind=$1 name=$2 namespace=$3 key=$4 decode=''
  shift 4
  if [[ $kind == secret ]]; then decode=' | base64decode'; fi
  kube get "$kind" "$name" --namespace "$namespace" --output go-template="{{ index .data \"$key\"$decode }}" \
    >"$work/certificate.pem" 2>/dev/null || true
  judge_certificate - "$name in $namespace" "$@"
}

# served DRAWN NAMESPACE DEPLOYMENT HOST...: the servers' own one, which they check of each other.
served() {
  local drawn=$1 namespace=$2 deployment=$3
  shift 3
  # shellcheck disable=SC2016 # the variable is that of the pod
  kube exec --namespace "$namespace" "deployment/$deployment" -- \
    sh -c 'PATH="$PATH:$JAVA_HOME/bin" keytool -printcert -rfc -sslserver localhost:9443' \
    >"$work/certificate.pem" 2>/dev/null || true
  judge_certificate "$drawn" "of $deployment" "$@"
}

# judge_certificate DRAWN WHOSE HOST...
judge_certificate() {
  local drawn=$1 whose=$2 host wrong=''
  shift 2
  if ! openssl x509 -noout -in "$work/certificate.pem" >/dev/null 2>&1; then
    row failed "$drawn" "certificate $whose cannot be read"
    return
  fi
  openssl x509 -noout -in "$work/certificate.pem" -checkend 2592000 >/dev/null ||
    wrong=" it ends on $(openssl x509 -noout -in "$work/certificate.pem" -enddate | cut -d= -f2), in less than 30 days;"
  for host in "$@"; do
    [[ $(openssl x509 -noout -in "$work/certificate.pem" -checkhost "$host") == *'does match'* ]] || wrong+=" it is not for $host;"
  done
  if [[ -z $wrong ]]; then
    row ok "$drawn" "certificate $whose has every name, and more than 30 days"
  else
    row failed "$drawn" "certificate $whose:${wrong%;}"
  fi
}
