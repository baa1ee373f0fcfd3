#!/usr/bin/env bash
# Checks what runs: pods, each connection of the drawing from a pod that opens it, Secrets that must be equal,
# certificates, ways in and public names. It changes nothing, and prints no secret: those are compared by digests.
set -euo pipefail

usage() {
  cat <<'END'
Usage: verify.sh [options]
  --context NAME     kubectl context of the cluster; without it, the current one
  --without NAMES    what install.sh left out, separated by commas: budgets, policies
  --address ADDRESS  where the public names lead to, while DNS does not know them yet
END
}

die() {
  printf '%s\n' "$*" >&2
  exit 1
}

need() {
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || die "This script needs $program, which is not installed."
  done
}

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
clusters=(apim-pattern-4)

contexts=()
only=()
without=''
address=''
while (($# > 0)); do
  case $1 in
    --context) contexts+=("${2:?--context needs a name}"); shift 2 ;;
    --without) without="${2:?--without needs names such as policies}"; shift 2 ;;
    --address) address="${2:?--address needs an address}"; shift 2 ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
need kubectl curl openssl
failures=0
passed=0
cluster=''
context=()
digests=()
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# use_cluster NAME: calls after it go there.
use_cluster() {
  local given
  cluster=$1
  context=()
  for given in ${contexts[@]+"${contexts[@]}"}; do
    context=(--context "$given")
  done
}

kube() {
  kubectl ${context[@]+"${context[@]}"} "$@"
}

# row OUTCOME DRAWN TEXT
row() {
  if [[ $1 == failed ]]; then failures=$((failures + 1)); else passed=$((passed + 1)); fi
  printf '%-7s %-16s %-24s %s\n' "$1" "$cluster" "$2" "$3"
}

left_out() {
  [[ ,$without, == *",$1,"* ]]
}

# applied CLUSTER: every object of manifests/ is there.
applied() {
  local file missing
  for file in "$here/../clusters/$1/manifests/"*.yaml; do
    case ${file##*/} in
      disruption-budgets.yaml) if left_out budgets; then continue; fi ;;
      network-policies.yaml) if left_out policies; then continue; fi ;;
    esac
    if missing="$(kube get --filename "$file" --output name 2>&1 >/dev/null)"; then
      row ok - "all of ${file##*/} is there"
    else
      row failed - "${file##*/}: $(head -n 1 <<<"$missing")"
    fi
  done
}

# secret NAME NAMESPACE KEY...: each entry holds something.
secret() {
  local name=$1 namespace=$2 found key missing=''
  shift 2
  # shellcheck disable=SC2016 # $key is the template's
  found="$(kube get secret "$name" --namespace "$namespace" \
    --output go-template='{{ range $key, $value := .data }}{{ if $value }}{{ $key }} {{ end }}{{ end }}' 2>/dev/null || true)"
  for key in "$@"; do
    [[ " $found" == *" $key "* ]] || missing+=" $key"
  done
  if [[ -z $missing ]]; then
    row ok - "Secret $name in $namespace is complete"
  else
    row failed - "Secret $name in $namespace lacks:$missing"
  fi
}

# pods DRAWN NAMESPACE SELECTOR COUNT DEPLOYMENT...
pods() {
  local drawn=$1 namespace=$2 ready deployment
  ready="$(kube get pods --namespace "$2" --selector "$3" \
    --output jsonpath='{.items[*].status.conditions[?(@.type=="Ready")].status}' 2>/dev/null | tr ' ' '\n' | grep -c True || true)"
  if ((ready >= $4)); then row ok "$1" "$ready pods are ready"; else row failed "$1" "$ready of $4 pods are ready"; fi
  shift 4
  for deployment in "$@"; do
    if [[ $(kube get deployment "$deployment" --namespace "$namespace" --output jsonpath='{.spec.paused}' 2>/dev/null || true) == true ]]; then
      row failed "$drawn" "$deployment is paused: an upgrade stopped here, and install.sh goes on with it"
    fi
  done
}

# budget DRAWN NAMESPACE NAME
budget() {
  local allowed
  if left_out budgets; then return 0; fi
  allowed="$(kube get poddisruptionbudget "$3" --namespace "$2" --output jsonpath='{.status.disruptionsAllowed}' 2>/dev/null || true)"
  if ((${allowed:-0} > 0)); then
    row ok "$1" "a machine may be emptied: $3 allows $allowed"
  else
    row failed "$1" "no machine may be emptied: $3 allows ${allowed:-nothing, it is not there}"
  fi
}

# balancer DRAWN NAMESPACE SERVICE: servers of other clusters come in here.
balancer() {
  local found
  found="$(kube get service "$3" --namespace "$2" \
    --output jsonpath='{.status.loadBalancer.ingress[*].ip}{.status.loadBalancer.ingress[*].hostname}' 2>/dev/null || true)"
  if [[ -n $found ]]; then row ok "$1" "$3 has the address $found"; else row failed "$1" "$3 has no address yet"; fi
}

# link DRAWN NAMESPACE DEPLOYMENT HOST PORT USE
link() {
  if kube exec --namespace "$2" "deployment/$3" -- timeout 5 bash -c "</dev/tcp/$4/$5" >/dev/null 2>&1; then
    row ok "$1" "$3 reaches $4:$5 ($6)"
  else
    row failed "$1" "$3 does not reach $4:$5 ($6)"
  fi
}

# digest THING DRAWN NAMESPACE DEPLOYMENT KEYSTORE: remembers it for the comparison at the end.
digest() {
  local inside sum
  # shellcheck disable=SC2016 # the variables are those of the pod
  case $1 in
    admin-password) inside='printf %s "${WSO2_ADMIN_PASSWORD:?}" | sha256sum' ;;
    encryption-key) inside='printf %s "${WSO2_ENCRYPTION_KEY:?}" | sha256sum' ;;
    keystore) inside='sha256sum <"$WSO2_SERVER_HOME/repository/resources/security/'$5'"' ;;
  esac
  if sum="$(kube exec --namespace "$3" "deployment/$4" -- sh -c "set -e; $inside" 2>/dev/null)" && [[ -n $sum ]]; then
    digests+=("$1 $cluster/$4 ${sum%% *}")
  else
    row failed "$2" "$4 has no $1"
  fi
}

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

# programmed DRAWN NAMESPACE GATEWAY
programmed() {
  local state
  state="$(kube get gateway "$3" --namespace "$2" --output jsonpath='{.status.conditions[?(@.type=="Programmed")].status}' 2>/dev/null || true)"
  if [[ $state == True ]]; then row ok "$1" "Gateway $3 is programmed"; else row failed "$1" "Gateway $3 is not programmed"; fi
}

# entry KIND DRAWN NAMESPACE HOST: what leads clients in has taken the name.
entry() {
  local resource path lines state
  case $1 in
    gateway-api)
      resource=httproutes
      path='{range .items[*]}{.spec.hostnames[*]} {.status.parents[*].conditions[?(@.type=="Accepted")].status}{"\n"}{end}'
      ;;
    ingress)
      resource=ingresses
      path='{range .items[*]}{.spec.rules[*].host} {.status.loadBalancer.ingress[*].ip}{.status.loadBalancer.ingress[*].hostname}{"\n"}{end}'
      ;;
    route)
      resource=routes
      path='{range .items[*]}{.spec.host} {.status.ingress[*].conditions[?(@.type=="Admitted")].status}{"\n"}{end}'
      ;;
  esac
  lines="$(kube get "$resource" --namespace "$3" --output jsonpath="$path" 2>/dev/null || true)"
  state="$(awk -v host="$4" '{ for (i = 1; i < NF; i++) if ($i == host) state = $NF } END { print state }' <<<"$lines")"
  if [[ -n $state && $state != False ]]; then
    row ok "$2" "$4 is taken in"
  else
    row failed "$2" "$4 is not taken in by the ${resource}"
  fi
}

# answers DRAWN HOST PATH: with anything that a server behind the way in says, even that there is no such API.
answers() {
  local status flags=()
  if [[ -n $address ]]; then flags=(--connect-to "$2:443:$address:443"); fi
  status="$(curl --insecure --silent --output /dev/null --max-time 15 --write-out '%{http_code}' \
    ${flags[@]+"${flags[@]}"} "https://$2$3" || true)"
  if [[ $status == [234]?? ]]; then row ok "$1" "https://$2$3 answers $status"; else row failed "$1" "https://$2$3 answers $status"; fi
}

# same THING: every server has the one that the first has.
same() {
  local entry where sum first='' others=''
  cluster=all
  for entry in ${digests[@]+"${digests[@]}"}; do
    [[ $entry == "$1 "* ]] || continue
    where="$(cut -d' ' -f2 <<<"$entry")"
    sum="${entry##* }"
    if [[ -z $first ]]; then first="$where $sum"; fi
    [[ $sum == "${first##* }" ]] || others+=" $where"
  done
  [[ -n $first ]] || return 0
  if [[ -z $others ]]; then
    row ok - "the $1 is the same everywhere"
  else
    row failed - "the $1 of ${first%% *} differs from that of:$others"
  fi
}

checks_of() {
  case $1 in
    apim-pattern-4)
      applied apim-pattern-4
      secret apim-pattern-4-credentials apim-pattern-4 admin-password encryption-key keystore-password truststore-password apim-db-password shared-db-password
      secret apim-pattern-4-keystores apim-pattern-4 primary.jks tls.jks client-truststore.jks
      secret apim-pattern-4-tls apim-pattern-4 tls.crt tls.key
      pods acp1,acp2 apim-pattern-4 deployment=apim-pattern-4-acp-wso2am-acp 2 apim-pattern-4-acp-wso2am-acp-deployment-1 apim-pattern-4-acp-wso2am-acp-deployment-2
      pods km1,km2 apim-pattern-4 deployment=apim-pattern-4-km-wso2am-km 2 apim-pattern-4-km-wso2am-km-deployment
      pods tm1,tm2 apim-pattern-4 deployment=apim-pattern-4-tm-wso2am-tm 2 apim-pattern-4-tm-wso2am-tm-deployment-1 apim-pattern-4-tm-wso2am-tm-deployment-2
      pods gw1,gw2 apim-pattern-4 deployment=apim-pattern-4-gw-wso2am-universal-gw 2 apim-pattern-4-gw-wso2am-universal-gw-deployment
      budget acp1,acp2 apim-pattern-4 apim-pattern-4-acp-budget
      budget km1,km2 apim-pattern-4 apim-pattern-4-km-budget
      budget tm1,tm2 apim-pattern-4 apim-pattern-4-tm-budget
      budget gw1,gw2 apim-pattern-4 apim-pattern-4-gw-budget
      link acp1,acp2 apim-pattern-4 apim-pattern-4-acp-wso2am-acp-deployment-1 apim-pattern-4-gw-wso2am-universal-gw-service 9443 'manages gateways of Default'
      link acp1,acp2 apim-pattern-4 apim-pattern-4-acp-wso2am-acp-deployment-2 apim-pattern-4-gw-wso2am-universal-gw-service 9443 'manages gateways of Default'
      link acp1,acp2 apim-pattern-4 apim-pattern-4-acp-wso2am-acp-deployment-1 apim-pattern-4-km-wso2am-km-service 9443 'asks the key manager'
      link acp1,acp2 apim-pattern-4 apim-pattern-4-acp-wso2am-acp-deployment-2 apim-pattern-4-km-wso2am-km-service 9443 'asks the key manager'
      link acp1,acp2 apim-pattern-4 apim-pattern-4-acp-wso2am-acp-deployment-1 db.apim.example.com 3306 'opens its databases'
      link acp1,acp2 apim-pattern-4 apim-pattern-4-acp-wso2am-acp-deployment-2 db.apim.example.com 3306 'opens its databases'
      link km1,km2 apim-pattern-4 apim-pattern-4-km-wso2am-km-deployment apim-pattern-4-acp-wso2am-acp-1-service 5672 'listens for changes'
      link km1,km2 apim-pattern-4 apim-pattern-4-km-wso2am-km-deployment apim-pattern-4-acp-wso2am-acp-2-service 5672 'listens for changes'
      link km1,km2 apim-pattern-4 apim-pattern-4-km-wso2am-km-deployment apim-pattern-4-acp-wso2am-acp-service 9443 'loads APIs, applications and policies'
      link km1,km2 apim-pattern-4 apim-pattern-4-km-wso2am-km-deployment db.apim.example.com 3306 'opens its databases'
      link tm1,tm2 apim-pattern-4 apim-pattern-4-tm-wso2am-tm-deployment-1 apim-pattern-4-acp-wso2am-acp-1-service 5672 'listens for changes'
      link tm1,tm2 apim-pattern-4 apim-pattern-4-tm-wso2am-tm-deployment-2 apim-pattern-4-acp-wso2am-acp-1-service 5672 'listens for changes'
      link tm1,tm2 apim-pattern-4 apim-pattern-4-tm-wso2am-tm-deployment-1 apim-pattern-4-acp-wso2am-acp-2-service 5672 'listens for changes'
      link tm1,tm2 apim-pattern-4 apim-pattern-4-tm-wso2am-tm-deployment-2 apim-pattern-4-acp-wso2am-acp-2-service 5672 'listens for changes'
      link tm1,tm2 apim-pattern-4 apim-pattern-4-tm-wso2am-tm-deployment-1 apim-pattern-4-acp-wso2am-acp-service 9443 'loads APIs, applications and policies'
      link tm1,tm2 apim-pattern-4 apim-pattern-4-tm-wso2am-tm-deployment-2 apim-pattern-4-acp-wso2am-acp-service 9443 'loads APIs, applications and policies'
      link tm1,tm2 apim-pattern-4 apim-pattern-4-tm-wso2am-tm-deployment-1 apim-pattern-4-km-wso2am-km-service 9443 'asks the key manager'
      link tm1,tm2 apim-pattern-4 apim-pattern-4-tm-wso2am-tm-deployment-2 apim-pattern-4-km-wso2am-km-service 9443 'asks the key manager'
      link gw1,gw2 apim-pattern-4 apim-pattern-4-gw-wso2am-universal-gw-deployment apim-pattern-4-acp-wso2am-acp-1-service 5672 'listens for changes'
      link gw1,gw2 apim-pattern-4 apim-pattern-4-gw-wso2am-universal-gw-deployment apim-pattern-4-acp-wso2am-acp-2-service 5672 'listens for changes'
      link gw1,gw2 apim-pattern-4 apim-pattern-4-gw-wso2am-universal-gw-deployment apim-pattern-4-acp-wso2am-acp-service 9443 'loads APIs, applications and policies'
      link gw1,gw2 apim-pattern-4 apim-pattern-4-gw-wso2am-universal-gw-deployment apim-pattern-4-km-wso2am-km-service 9443 'asks the key manager'
      link gw1,gw2 apim-pattern-4 apim-pattern-4-gw-wso2am-universal-gw-deployment apim-pattern-4-tm-wso2am-tm-1-service 5672 'counts requests'
      link gw1,gw2 apim-pattern-4 apim-pattern-4-gw-wso2am-universal-gw-deployment apim-pattern-4-tm-wso2am-tm-1-service 9611 'counts requests'
      link gw1,gw2 apim-pattern-4 apim-pattern-4-gw-wso2am-universal-gw-deployment apim-pattern-4-tm-wso2am-tm-1-service 9711 'counts requests'
      link gw1,gw2 apim-pattern-4 apim-pattern-4-gw-wso2am-universal-gw-deployment apim-pattern-4-tm-wso2am-tm-2-service 5672 'counts requests'
      link gw1,gw2 apim-pattern-4 apim-pattern-4-gw-wso2am-universal-gw-deployment apim-pattern-4-tm-wso2am-tm-2-service 9611 'counts requests'
      link gw1,gw2 apim-pattern-4 apim-pattern-4-gw-wso2am-universal-gw-deployment apim-pattern-4-tm-wso2am-tm-2-service 9711 'counts requests'
      link gw1,gw2 apim-pattern-4 apim-pattern-4-gw-wso2am-universal-gw-deployment apim-pattern-4-tm-wso2am-tm-service 9443 'counts requests'
      digest admin-password acp1,acp2 apim-pattern-4 apim-pattern-4-acp-wso2am-acp-deployment-1 primary.jks
      digest keystore acp1,acp2 apim-pattern-4 apim-pattern-4-acp-wso2am-acp-deployment-1 primary.jks
      digest encryption-key acp1,acp2 apim-pattern-4 apim-pattern-4-acp-wso2am-acp-deployment-1 primary.jks
      digest admin-password acp1,acp2 apim-pattern-4 apim-pattern-4-acp-wso2am-acp-deployment-2 primary.jks
      digest keystore acp1,acp2 apim-pattern-4 apim-pattern-4-acp-wso2am-acp-deployment-2 primary.jks
      digest encryption-key acp1,acp2 apim-pattern-4 apim-pattern-4-acp-wso2am-acp-deployment-2 primary.jks
      digest admin-password km1,km2 apim-pattern-4 apim-pattern-4-km-wso2am-km-deployment primary.jks
      digest keystore km1,km2 apim-pattern-4 apim-pattern-4-km-wso2am-km-deployment primary.jks
      digest encryption-key km1,km2 apim-pattern-4 apim-pattern-4-km-wso2am-km-deployment primary.jks
      digest admin-password tm1,tm2 apim-pattern-4 apim-pattern-4-tm-wso2am-tm-deployment-1 primary.jks
      digest keystore tm1,tm2 apim-pattern-4 apim-pattern-4-tm-wso2am-tm-deployment-1 primary.jks
      digest encryption-key tm1,tm2 apim-pattern-4 apim-pattern-4-tm-wso2am-tm-deployment-1 primary.jks
      digest admin-password tm1,tm2 apim-pattern-4 apim-pattern-4-tm-wso2am-tm-deployment-2 primary.jks
      digest keystore tm1,tm2 apim-pattern-4 apim-pattern-4-tm-wso2am-tm-deployment-2 primary.jks
      digest encryption-key tm1,tm2 apim-pattern-4 apim-pattern-4-tm-wso2am-tm-deployment-2 primary.jks
      digest admin-password gw1,gw2 apim-pattern-4 apim-pattern-4-gw-wso2am-universal-gw-deployment primary.jks
      digest keystore gw1,gw2 apim-pattern-4 apim-pattern-4-gw-wso2am-universal-gw-deployment primary.jks
      digest encryption-key gw1,gw2 apim-pattern-4 apim-pattern-4-gw-wso2am-universal-gw-deployment primary.jks
      certificate secret apim-pattern-4-tls apim-pattern-4 tls.crt cp.apim.example.com km.apim.example.com gw.apim.example.com websocket-gw.apim.example.com websub-gw.apim.example.com
      certificate configmap apim-pattern-4-certificates apim-pattern-4 ca.crt cp.apim.example.com km.apim.example.com gw.apim.example.com websocket-gw.apim.example.com websub-gw.apim.example.com
      served acp1,acp2 apim-pattern-4 apim-pattern-4-acp-wso2am-acp-deployment-1
      served acp1,acp2 apim-pattern-4 apim-pattern-4-acp-wso2am-acp-deployment-2
      served km1,km2 apim-pattern-4 apim-pattern-4-km-wso2am-km-deployment
      served tm1,tm2 apim-pattern-4 apim-pattern-4-tm-wso2am-tm-deployment-1
      served tm1,tm2 apim-pattern-4 apim-pattern-4-tm-wso2am-tm-deployment-2
      served gw1,gw2 apim-pattern-4 apim-pattern-4-gw-wso2am-universal-gw-deployment
      programmed acp1,acp2 apim-pattern-4 apim-pattern-4-gateway
      entry gateway-api acp1,acp2 apim-pattern-4 cp.apim.example.com
      programmed km1,km2 apim-pattern-4 apim-pattern-4-gateway
      entry gateway-api km1,km2 apim-pattern-4 km.apim.example.com
      programmed gw1,gw2 apim-pattern-4 apim-pattern-4-gateway
      entry gateway-api gw1,gw2 apim-pattern-4 gw.apim.example.com
      entry gateway-api gw1,gw2 apim-pattern-4 websocket-gw.apim.example.com
      entry gateway-api gw1,gw2 apim-pattern-4 websub-gw.apim.example.com
      answers acp1,acp2 cp.apim.example.com /services/Version
      answers km1,km2 km.apim.example.com /services/Version
      answers gw1,gw2 gw.apim.example.com /
      ;;
  esac
}

wanted() {
  local name
  ((${#only[@]} > 0)) || return 0
  for name in "${only[@]}"; do
    if [[ $name == "$1" ]]; then return 0; fi
  done
  return 1
}

for name in ${only[@]+"${only[@]}"}; do
  [[ " ${clusters[*]} " == *" $name "* ]] || die "There is no cluster $name. There are: ${clusters[*]}."
done
printf '%-7s %-16s %-24s %s\n' outcome cluster drawn what
for name in "${clusters[@]}"; do
  wanted "$name" || continue
  use_cluster "$name"
  kube version >/dev/null 2>&1 || { row failed - 'kubectl does not reach the cluster'; continue; }
  checks_of "$name"
done
for thing in admin-password keystore encryption-key; do same "$thing"; done
printf '%s passed, %s failed\n' "$passed" "$failures"
((failures == 0))
