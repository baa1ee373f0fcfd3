#!/usr/bin/env bash
# Checks the running deployment Pattern 3: recommended distributed deployment. See --help.
set -euo pipefail

# Machine, and what ssh dials to reach it.
readonly HOSTS=(
  'acp1|acp1.apim.example.com'
  'acp2|acp2.apim.example.com'
  'gw1|gw1.apim.example.com'
  'gw2|gw2.apim.example.com'
  'tm1|tm1.apim.example.com'
  'tm2|tm2.apim.example.com'
  'lb1|lb1.apim.example.com'
  'lb2|lb2.apim.example.com'
)
readonly STANDBY_HOSTS=()
readonly OUTSIDE=outside
readonly KEY_ALIAS=wso2am PRIMARY=wso2am-primary.jks TRUSTSTORE=client-truststore.jks

host=''
lines=no
outside=no
promoted=no
root=${APIM_ROOT:-}
salt=''
days=14
skew=2
patience=5
remote=(ssh -o BatchMode=yes)

usage() {
  local place
  cat <<TEXT
Checks the deployment, and changes nothing. Without --host it goes to every machine over ssh, where it
needs bash, openssl, curl, and sudo without a password, or root. It ends with 0 when nothing failed.

  --host NAME      check from this machine alone, which is NAME (root may read the secrets to compare)
  --outside        check also what people and programs outside open, from this machine
  --promoted       the standby works now: check it, and not the datacenter that it took over from
  --ssh COMMAND    how to reach machines, such as "ssh -l admin -i key"
  --root DIR       where the file systems of the servers are (APIM_ROOT); else /
  --days DAYS      a certificate that lasts less fails (default $days)
  --skew SECONDS   clocks that differ more fail (default $skew)
  --timeout SECONDS  how long one connection may take (default $patience)

Machines:
TEXT
  for place in "${HOSTS[@]}"; do printf '  %-20s %s\n' "${place%%|*}" "${place#*|}"; done
}

fail() {
  printf 'Error: %s\n' "$*" >&2
  exit 2
}

number() {
  [[ $2 =~ ^[0-9]+$ ]] || fail "$1 needs a number; see --help"
}

while [[ $# -gt 0 ]]; do
  case $1 in
    --host | --ssh | --root | --days | --skew | --timeout | --salt)
      [[ $# -ge 2 && -n $2 ]] || fail "$1 needs a value; see --help"
      case $1 in
        --host) host=$2 ;;
        --ssh) read -ra remote <<<"$2" ;;
        --root) root=${2%/} ;;
        --days) number "$@"; days=$2 ;;
        --skew) number "$@"; skew=$2 ;;
        --timeout) number "$@"; patience=$2 ;;
        --salt) salt=$2 ;;
      esac
      shift 2
      ;;
    --lines) lines=yes; shift ;;
    --outside) outside=yes; shift ;;
    --promoted) promoted=yes; shift ;;
    -h | --help) usage; exit 0 ;;
    *) fail "unknown option $1; see --help" ;;
  esac
done

if [[ $promoted == yes ]] && ((${#STANDBY_HOSTS[@]} == 0)); then fail 'no machine stands by'; fi
known=no
for place in "${HOSTS[@]}"; do
  if [[ ${place%%|*} == "$host" ]]; then known=yes; fi
done
if [[ -n $host && $known == no ]]; then fail "no machine is called $host; see --help"; fi
for program in openssl curl timeout getent; do
  command -v "$program" >/dev/null || fail "$program is missing; install it"
done

scratch=$(mktemp -d)
readonly scratch
trap 'rm -rf "$scratch"' EXIT

# In the order in which the servers start.
all_checks() {
  server acp1 acp1 'Control Plane 1 (acp1)' /etc/wso2am/acp1.env /opt/wso2/acp1
  health acp1 https://acp1.apim.example.com:9443/services/Version
  certificate acp1 acp1.apim.example.com 9443 acp1.apim.example.com acp1.apim.example.com,cp.apim.example.com,localhost
  link acp1 tls cp.apim.example.com 443 cp.apim.example.com 'Floating address (vip): own group through its entry'
  link acp1 tls gw.apim.example.com 9443 gw.apim.example.com 'Floating address (vip): gateways of Default'
  link acp1 tcp acp2.apim.example.com 5672 acp2.apim.example.com 'Control Plane 2 (acp2): copy of broker events'
  link acp1 tcp acp2.apim.example.com 9611 acp2.apim.example.com 'Control Plane 2 (acp2): event publishing'
  link acp1 tls acp2.apim.example.com 9711 acp2.apim.example.com 'Control Plane 2 (acp2): event publishing, sign-in'
  link acp1 tcp db.apim.example.com 3306 db.apim.example.com 'APIM databases (db1): SQL, apim_db; SQL, shared_db'
  server acp2 acp2 'Control Plane 2 (acp2)' /etc/wso2am/acp2.env /opt/wso2/acp2
  health acp2 https://acp2.apim.example.com:9443/services/Version
  certificate acp2 acp2.apim.example.com 9443 acp2.apim.example.com acp2.apim.example.com,cp.apim.example.com,localhost
  link acp2 tls cp.apim.example.com 443 cp.apim.example.com 'Floating address (vip): own group through its entry'
  link acp2 tls gw.apim.example.com 9443 gw.apim.example.com 'Floating address (vip): gateways of Default'
  link acp2 tcp acp1.apim.example.com 5672 acp1.apim.example.com 'Control Plane 1 (acp1): copy of broker events'
  link acp2 tcp acp1.apim.example.com 9611 acp1.apim.example.com 'Control Plane 1 (acp1): event publishing'
  link acp2 tls acp1.apim.example.com 9711 acp1.apim.example.com 'Control Plane 1 (acp1): event publishing, sign-in'
  link acp2 tcp db.apim.example.com 3306 db.apim.example.com 'APIM databases (db1): SQL, apim_db; SQL, shared_db'
  balancer balancer:lb1 lb1 'Load balancer 1 (lb1)' /etc/nginx/ssl/nodes-ca.pem
  entry balancer:lb1 lb1.apim.example.com gw.apim.example.com 443
  certificate balancer:lb1 lb1.apim.example.com 443 gw.apim.example.com gw.apim.example.com
  link balancer:lb1 tls gw1.apim.example.com 8243 gw.apim.example.com 'Gateway 1 (gw1): for gw.apim.example.com:443'
  link balancer:lb1 tls gw1.apim.example.com 9443 gw.apim.example.com 'Gateway 1 (gw1): health check'
  link balancer:lb1 tls gw2.apim.example.com 8243 gw.apim.example.com 'Gateway 2 (gw2): for gw.apim.example.com:443'
  link balancer:lb1 tls gw2.apim.example.com 9443 gw.apim.example.com 'Gateway 2 (gw2): health check'
  link balancer:lb1 tcp gw1.apim.example.com 9099 gw.apim.example.com 'Gateway 1 (gw1): for gw.apim.example.com:9099'
  link balancer:lb1 tcp gw2.apim.example.com 9099 gw.apim.example.com 'Gateway 2 (gw2): for gw.apim.example.com:9099'
  link balancer:lb1 tls gw1.apim.example.com 8099 gw.apim.example.com 'Gateway 1 (gw1): for gw.apim.example.com:8099'
  link balancer:lb1 tls gw2.apim.example.com 8099 gw.apim.example.com 'Gateway 2 (gw2): for gw.apim.example.com:8099'
  link balancer:lb1 tcp gw1.apim.example.com 9021 gw.apim.example.com 'Gateway 1 (gw1): for gw.apim.example.com:9021'
  link balancer:lb1 tcp gw2.apim.example.com 9021 gw.apim.example.com 'Gateway 2 (gw2): for gw.apim.example.com:9021'
  link balancer:lb1 tls gw1.apim.example.com 8021 gw.apim.example.com 'Gateway 1 (gw1): for gw.apim.example.com:8021'
  link balancer:lb1 tls gw2.apim.example.com 8021 gw.apim.example.com 'Gateway 2 (gw2): for gw.apim.example.com:8021'
  entry balancer:lb1 lb1.apim.example.com gw.apim.example.com 9443
  certificate balancer:lb1 lb1.apim.example.com 9443 gw.apim.example.com gw.apim.example.com
  entry balancer:lb1 lb1.apim.example.com cp.apim.example.com 443
  certificate balancer:lb1 lb1.apim.example.com 443 cp.apim.example.com cp.apim.example.com
  link balancer:lb1 tls acp1.apim.example.com 9443 cp.apim.example.com 'Control Plane 1 (acp1): for cp.apim.example.com:443'
  link balancer:lb1 tls acp2.apim.example.com 9443 cp.apim.example.com 'Control Plane 2 (acp2): for cp.apim.example.com:443'
  balancer balancer:lb2 lb2 'Load balancer 2 (lb2)' /etc/nginx/ssl/nodes-ca.pem
  entry balancer:lb2 lb2.apim.example.com gw.apim.example.com 443
  certificate balancer:lb2 lb2.apim.example.com 443 gw.apim.example.com gw.apim.example.com
  link balancer:lb2 tls gw1.apim.example.com 8243 gw.apim.example.com 'Gateway 1 (gw1): for gw.apim.example.com:443'
  link balancer:lb2 tls gw1.apim.example.com 9443 gw.apim.example.com 'Gateway 1 (gw1): health check'
  link balancer:lb2 tls gw2.apim.example.com 8243 gw.apim.example.com 'Gateway 2 (gw2): for gw.apim.example.com:443'
  link balancer:lb2 tls gw2.apim.example.com 9443 gw.apim.example.com 'Gateway 2 (gw2): health check'
  link balancer:lb2 tcp gw1.apim.example.com 9099 gw.apim.example.com 'Gateway 1 (gw1): for gw.apim.example.com:9099'
  link balancer:lb2 tcp gw2.apim.example.com 9099 gw.apim.example.com 'Gateway 2 (gw2): for gw.apim.example.com:9099'
  link balancer:lb2 tls gw1.apim.example.com 8099 gw.apim.example.com 'Gateway 1 (gw1): for gw.apim.example.com:8099'
  link balancer:lb2 tls gw2.apim.example.com 8099 gw.apim.example.com 'Gateway 2 (gw2): for gw.apim.example.com:8099'
  link balancer:lb2 tcp gw1.apim.example.com 9021 gw.apim.example.com 'Gateway 1 (gw1): for gw.apim.example.com:9021'
  link balancer:lb2 tcp gw2.apim.example.com 9021 gw.apim.example.com 'Gateway 2 (gw2): for gw.apim.example.com:9021'
  link balancer:lb2 tls gw1.apim.example.com 8021 gw.apim.example.com 'Gateway 1 (gw1): for gw.apim.example.com:8021'
  link balancer:lb2 tls gw2.apim.example.com 8021 gw.apim.example.com 'Gateway 2 (gw2): for gw.apim.example.com:8021'
  entry balancer:lb2 lb2.apim.example.com gw.apim.example.com 9443
  certificate balancer:lb2 lb2.apim.example.com 9443 gw.apim.example.com gw.apim.example.com
  entry balancer:lb2 lb2.apim.example.com cp.apim.example.com 443
  certificate balancer:lb2 lb2.apim.example.com 443 cp.apim.example.com cp.apim.example.com
  link balancer:lb2 tls acp1.apim.example.com 9443 cp.apim.example.com 'Control Plane 1 (acp1): for cp.apim.example.com:443'
  link balancer:lb2 tls acp2.apim.example.com 9443 cp.apim.example.com 'Control Plane 2 (acp2): for cp.apim.example.com:443'
  server tm1 tm1 'Traffic Manager 1 (tm1)' /etc/wso2am/tm1.env /opt/wso2/tm1
  health tm1 https://tm1.apim.example.com:9443/services/Version
  certificate tm1 tm1.apim.example.com 9443 tm1.apim.example.com localhost,tm1.apim.example.com
  link tm1 tls cp.apim.example.com 443 cp.apim.example.com 'Floating address (vip): control plane: artifacts, policies, notifications'
  link tm1 tcp acp1.apim.example.com 5672 acp1.apim.example.com 'Control Plane 1 (acp1): event hub'
  link tm1 tcp acp2.apim.example.com 5672 acp2.apim.example.com 'Control Plane 2 (acp2): event hub'
  link tm1 tcp tm2.apim.example.com 5672 tm2.apim.example.com 'Traffic Manager 2 (tm2): copy of broker events'
  server tm2 tm2 'Traffic Manager 2 (tm2)' /etc/wso2am/tm2.env /opt/wso2/tm2
  health tm2 https://tm2.apim.example.com:9443/services/Version
  certificate tm2 tm2.apim.example.com 9443 tm2.apim.example.com localhost,tm2.apim.example.com
  link tm2 tls cp.apim.example.com 443 cp.apim.example.com 'Floating address (vip): control plane: artifacts, policies, notifications'
  link tm2 tcp acp2.apim.example.com 5672 acp2.apim.example.com 'Control Plane 2 (acp2): event hub'
  link tm2 tcp acp1.apim.example.com 5672 acp1.apim.example.com 'Control Plane 1 (acp1): event hub'
  link tm2 tcp tm1.apim.example.com 5672 tm1.apim.example.com 'Traffic Manager 1 (tm1): copy of broker events'
  server gw1 gw1 'Gateway 1 (gw1)' /etc/wso2am/gw1.env /opt/wso2/gw1
  health gw1 https://gw1.apim.example.com:9443/api/am/gateway/v2/server-startup-healthcheck
  health gw1 http://gw1.apim.example.com:9099/health
  health gw1 https://gw1.apim.example.com:8099/health
  certificate gw1 gw1.apim.example.com 9443 gw1.apim.example.com gw.apim.example.com,gw1.apim.example.com,localhost
  signer gw1
  link gw1 tls cp.apim.example.com 443 cp.apim.example.com 'Floating address (vip): control plane: artifacts, policies, notifications; key manager: keys and token validation'
  link gw1 tcp acp1.apim.example.com 5672 acp1.apim.example.com 'Control Plane 1 (acp1): event hub'
  link gw1 tcp acp2.apim.example.com 5672 acp2.apim.example.com 'Control Plane 2 (acp2): event hub'
  link gw1 tcp tm1.apim.example.com 5672 tm1.apim.example.com 'Traffic Manager 1 (tm1): throttle decisions'
  link gw1 tcp tm2.apim.example.com 5672 tm2.apim.example.com 'Traffic Manager 2 (tm2): throttle decisions'
  link gw1 tcp tm1.apim.example.com 9611 tm1.apim.example.com 'Traffic Manager 1 (tm1): throttle events'
  link gw1 tcp tm2.apim.example.com 9611 tm2.apim.example.com 'Traffic Manager 2 (tm2): throttle events'
  link gw1 tls tm1.apim.example.com 9711 tm1.apim.example.com 'Traffic Manager 1 (tm1): throttle events, sign-in'
  link gw1 tls tm2.apim.example.com 9711 tm2.apim.example.com 'Traffic Manager 2 (tm2): throttle events, sign-in'
  link gw1 unknown be.apim.example.com any be.apim.example.com 'API backends (be): API backends'
  server gw2 gw2 'Gateway 2 (gw2)' /etc/wso2am/gw2.env /opt/wso2/gw2
  health gw2 https://gw2.apim.example.com:9443/api/am/gateway/v2/server-startup-healthcheck
  health gw2 http://gw2.apim.example.com:9099/health
  health gw2 https://gw2.apim.example.com:8099/health
  certificate gw2 gw2.apim.example.com 9443 gw2.apim.example.com gw.apim.example.com,gw2.apim.example.com,localhost
  signer gw2
  link gw2 tls cp.apim.example.com 443 cp.apim.example.com 'Floating address (vip): control plane: artifacts, policies, notifications; key manager: keys and token validation'
  link gw2 tcp acp2.apim.example.com 5672 acp2.apim.example.com 'Control Plane 2 (acp2): event hub'
  link gw2 tcp acp1.apim.example.com 5672 acp1.apim.example.com 'Control Plane 1 (acp1): event hub'
  link gw2 tcp tm2.apim.example.com 5672 tm2.apim.example.com 'Traffic Manager 2 (tm2): throttle decisions'
  link gw2 tcp tm1.apim.example.com 5672 tm1.apim.example.com 'Traffic Manager 1 (tm1): throttle decisions'
  link gw2 tcp tm1.apim.example.com 9611 tm1.apim.example.com 'Traffic Manager 1 (tm1): throttle events'
  link gw2 tcp tm2.apim.example.com 9611 tm2.apim.example.com 'Traffic Manager 2 (tm2): throttle events'
  link gw2 tls tm1.apim.example.com 9711 tm1.apim.example.com 'Traffic Manager 1 (tm1): throttle events, sign-in'
  link gw2 tls tm2.apim.example.com 9711 tm2.apim.example.com 'Traffic Manager 2 (tm2): throttle events, sign-in'
  link gw2 unknown be.apim.example.com any be.apim.example.com 'API backends (be): API backends'
  client outside:consumer 'API consumers (consumer)'
  link outside:consumer tcp gw.apim.example.com 443 gw.apim.example.com 'Floating address (vip): API calls'
  link outside:consumer tcp gw.apim.example.com 80 gw.apim.example.com 'Floating address (vip): redirect to HTTPS'
  link outside:consumer tcp gw.apim.example.com 8099 gw.apim.example.com 'Floating address (vip): WebSocket APIs over TLS'
  link outside:consumer tcp gw.apim.example.com 9099 gw.apim.example.com 'Floating address (vip): WebSocket APIs'
  link outside:consumer tcp gw.apim.example.com 8021 gw.apim.example.com 'Floating address (vip): WebSub over TLS'
  link outside:consumer tcp gw.apim.example.com 9021 gw.apim.example.com 'Floating address (vip): WebSub'
  link outside:consumer tcp cp.apim.example.com 443 cp.apim.example.com 'Floating address (vip): portals, REST APIs and tokens'
  link outside:consumer tcp cp.apim.example.com 80 cp.apim.example.com 'Floating address (vip): redirect to HTTPS'
  client outside:developer 'API developers (developer)'
  link outside:developer tcp cp.apim.example.com 443 cp.apim.example.com 'Floating address (vip): portals, REST APIs and tokens'
  link outside:developer tcp cp.apim.example.com 80 cp.apim.example.com 'Floating address (vip): redirect to HTTPS'
  client outside:publisher 'API publishers (publisher)'
  link outside:publisher tcp cp.apim.example.com 443 cp.apim.example.com 'Floating address (vip): portals, REST APIs and tokens'
  link outside:publisher tcp cp.apim.example.com 80 cp.apim.example.com 'Floating address (vip): redirect to HTTPS'
  agree APIM_ADMIN_PASSWORD 'the value of APIM_ADMIN_PASSWORD' acp1 acp2 tm1 tm2 gw1 gw2
  agree APIM_ENCRYPTION_KEY 'the value of APIM_ENCRYPTION_KEY' acp1 acp2 tm1 tm2 gw1 gw2
  agree DEVPORTAL_URL_SECRET 'the value of DEVPORTAL_URL_SECRET' acp1 acp2
  agree APIM_DB_PASSWORD 'the value of APIM_DB_PASSWORD' acp1 acp2
  agree SHARED_DB_PASSWORD 'the value of SHARED_DB_PASSWORD' acp1 acp2
  agree primary-key 'the key in wso2am-primary.jks that signs tokens' acp1 acp2 tm1 tm2 gw1 gw2
}

# --- Machinery

# 'work' makes the checks of the machine named in here, 'show' prints what came of all of them. Every check has a number,
# the same on every machine.
mode=''
here=''
count=0
passed=0
failed=0
skipped=0
declare -A seat=() title=() environment=() home=() authorities=() outcome=() detail=() marks=() reached=()
declare -A value=()
waits=no
loaded=''
answer=''
said=''
trusted=''

# Starts a check of WHO; whether to make it now. In 'show' it prints the row instead.
turn() {
  local who=$1 kind=$2 words=$3
  count=$((count + 1))
  if [[ $mode == show ]]; then
    row "${seat[$who]}" "$kind" "${title[$who]}$words"
    return 1
  fi
  if [[ ${seat[$who]} != "$here" ]]; then return 1; fi
  if [[ $waits == yes ]]; then
    result skip 'it waits for the promotion of its datacenter'
    return 1
  fi
}

# once_promoted CHECK...: one that holds only while the standby works.
once_promoted() {
  if [[ $promoted == no ]]; then waits=yes; fi
  "$@"
  waits=no
}

# One row of the table, for the check that count stands at.
row() {
  local place=$1 kind=$2 words=$3 result=${outcome[$count]:-} more=${detail[$count]:-}
  if [[ -z $result ]]; then
    if [[ -z ${reached[$place]:-} ]]; then return; fi
    result=skip
    more='not made'
  fi
  case $result in
    pass) passed=$((passed + 1)) ;;
    skip) skipped=$((skipped + 1)) ;;
    *) failed=$((failed + 1)) ;;
  esac
  printf '%-4s  %-14s %-11s %s%s\n' "$result" "$place" "$kind" "$words" "${more:+ - $more}"
}

# What came of the check that count stands at.
result() {
  printf '%s\t%s\t%s\n' "$count" "$1" "${2:-}"
}

conclude() {
  if [[ -z $answer ]]; then result pass "${1:-}"; else result FAIL "$answer"; fi
}

# Takes in the lines of a machine.
gather() {
  local line first second third
  while IFS=$'\t' read -r first second third line; do
    case $first in
      fact) marks["$second/$third"]=$line ;;
      *)
        outcome[$first]=$second
        detail[$first]=$third
        ;;
    esac
  done
}

# --- Who is there -------------------------------------------------------------------------------------------------

server() {
  seat[$1]=$2 title[$1]=$3 environment[$1]=$4 home[$1]=$5
  if [[ $mode == work && $here == "$2" ]]; then facts "$1"; fi
}

balancer() {
  seat[$1]=$2 title[$1]=$3 authorities[$1]=$4
}

client() {
  seat[$1]=$OUTSIDE title[$1]=$2
}

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

# --- Connections --------------------------------------------------------------------------------------------------

# Leaves in answer what keeps a connection from opening, or nothing.
reach() {
  local name=$1 port=$2 said status=0
  answer=''
  if ! getent ahosts "$name" >/dev/null; then
    answer="$name does not resolve here"
    return
  fi
  # shellcheck disable=SC2016 # The inner shell has the name and port as its arguments.
  said=$(timeout "$patience" bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$name" "$port" 2>&1) || status=$?
  if ((status == 124)); then
    answer="no answer from $name:$port in $patience seconds: a firewall?"
  elif ((status != 0)); then
    said=${said##*$'\n'}
    answer="$name:$port: ${said##*: }"
  fi
}

# What NAME:PORT says over TLS to who asks for a name, in said. Further arguments go to openssl.
greet() {
  local name=$1 port=$2 asked=$3 sni=(-noservername)
  shift 3
  if [[ ! $asked =~ ^[0-9.]+$ ]]; then sni=(-servername "$asked"); fi
  said=$(timeout "$patience" openssl s_client -connect "$name:$port" "${sni[@]}" "$@" </dev/null 2>&1) || true
}

# Opens TLS to NAME:PORT as a client that trusts the authorities in a file and wants the certificate to hold WANTED.
handshake() {
  local port=$2 wanted=$3 file=$4 reason match=(-verify_hostname "$3")
  if [[ $wanted =~ ^[0-9.]+$ ]]; then match=(-verify_ip "$wanted"); fi
  greet "$1" "$port" "$wanted" -CAfile "$file" -no-CApath -no-CAstore "${match[@]}"
  reason=$(sed -n 's/^ *Verify return code: //p' <<<"$said" | tail -n 1)
  if [[ $said == *'no peer certificate available'* ]]; then reason=''; fi
  case $reason in
    '0 (ok)') ;;
    '') answer="$1:$port does not speak TLS" ;;
    62* | 64*) answer="the certificate of $1:$port does not hold $wanted" ;;
    10*) answer="the certificate of $1:$port has expired" ;;
    18* | 19* | 20* | 21*) answer="the certificate of $1:$port comes from nobody whom this truststore knows" ;;
    *) answer="the certificate of $1:$port is refused: $reason" ;;
  esac
}

# --- Checks -------------------------------------------------------------------------------------------------------

# health SERVER URL
health() {
  local status
  turn "$1" health " answers at $2" || return 0
  status=$(curl -ksS --noproxy '*' --max-time $((patience * 2)) -o /dev/null -w '%{http_code}' "$2" 2>"$scratch/said") || true
  answer=''
  if [[ $status == 000 ]]; then
    answer=$(head -n 1 "$scratch/said")
    answer=${answer#curl: }
  elif [[ $status != 200 ]]; then
    answer="it says $status, not 200"
  fi
  conclude
}

# entry BALANCER ITS-OWN-NAME NAME PORT: any answer but that no server is there.
entry() {
  local status
  turn "$1" entry " answers for $3:$4" || return 0
  reach "$2" "$4"
  if [[ -z $answer ]]; then
    status=$(curl -ksS --noproxy '*' --max-time $((patience * 2)) -o /dev/null -w '%{http_code}' \
      --connect-to "$3:$4:$2:$4" "https://$3:$4/services/Version" 2>/dev/null) || true
    case $status in
      000) answer="$2:$4 closes the connection" ;;
      502 | 503 | 504) answer="it says $status: it reaches none of its servers" ;;
    esac
  fi
  conclude
}

# link OPENER tcp|tls|unknown NAME PORT WANTED WORDS
link() {
  turn "$1" link " to $6 ($3:$4)" || return 0
  if [[ $2 == unknown ]]; then
    result skip 'the drawing does not say which TCP port'
    return
  fi
  reach "$3" "$4"
  if [[ -z $answer && $2 == tls ]]; then
    trust_of "$1"
    if [[ -z $answer ]]; then handshake "$3" "$4" "$5" "$trusted"; fi
  fi
  conclude
}

# certificate OWNER NAME PORT ASKED NAMES: what NAME:PORT shows to who asks for ASKED holds all names, lasts, and is of an
# issuer that the server knows itself.
certificate() {
  local wanted match shown=$scratch/shown issuer='' end='' missing=()
  turn "$1" certificate " for $4:$3" || return 0
  reach "$2" "$3"
  if [[ -z $answer ]]; then
    greet "$2" "$3" "$4"
    if ! openssl x509 -out "$shown" <<<"$said" 2>/dev/null; then
      answer='it shows no certificate'
    else
      for wanted in ${5//,/ }; do
        match=-checkhost
        if [[ $wanted =~ ^[0-9.]+$ ]]; then match=-checkip; fi
        if [[ $(openssl x509 -in "$shown" -noout "$match" "$wanted") != *'does match'* ]]; then missing+=("$wanted"); fi
      done
      issuer=$(openssl x509 -in "$shown" -noout -issuer -nameopt RFC2253)
      end=$(openssl x509 -in "$shown" -noout -enddate)
      if ! openssl x509 -in "$shown" -noout -checkend 0 >/dev/null; then
        answer="it expired on ${end#*=}"
      elif ! openssl x509 -in "$shown" -noout -checkend $((days * 86400)) >/dev/null; then
        answer="it expires on ${end#*=}, in less than $days days"
      elif ((${#missing[@]} > 0)); then
        answer="it does not hold ${missing[*]}"
      elif [[ -z ${authorities[$1]+set} ]]; then
        trust_of "$1"
        if [[ -z $answer ]]; then handshake "$2" "$3" "$4" "$trusted"; fi
      fi
    fi
  fi
  conclude "until ${end#*=}, from ${issuer#*=}"
}

# signer SERVER: it can check tokens that the servers sign.
signer() {
  turn "$1" keys ' knows the key that signs tokens' || return 0
  answer=''
  load "$1"
  if ! certificate_in "$1" "$TRUSTSTORE" TRUSTSTORE_PASSWORD gateway_certificate_alias >"$scratch/$1.signer"; then
    answer="$TRUSTSTORE holds no gateway_certificate_alias, or does not open (root may read the passwords)"
  elif [[ ! -s $scratch/$1.primary ]]; then
    answer="$PRIMARY does not open, or has no key named $KEY_ALIAS"
  elif ! cmp -s "$scratch/$1.signer" "$scratch/$1.primary"; then
    answer="gateway_certificate_alias in $TRUSTSTORE is not the certificate of $PRIMARY"
  fi
  conclude
}

# agree FACT WORDS SERVER...: groups the servers by what they have, and never says what that is.
agree() {
  local fact=$1 words=$2 who mark unknown='' different=() groups='' known_here=0
  local -A members=()
  shift 2
  count=$((count + 1))
  if [[ $mode == work ]]; then return; fi
  for who in "$@"; do
    mark=${marks["$fact/$who"]:-}
    if [[ -z ${reached[${seat[$who]}]:-} ]]; then continue; fi
    known_here=$((known_here + 1))
    if [[ -z $mark ]]; then
      unknown+=" $who"
    else
      if [[ -z ${members[$mark]:-} ]]; then different+=("$mark"); fi
      members[$mark]+=" $who"
    fi
  done
  if ((known_here == 0)); then return; fi
  for mark in ${different[@]+"${different[@]}"}; do groups+="${groups:+, against}${members[$mark]}"; done
  outcome[$count]=pass
  detail[$count]="on$groups"
  if [[ -n $unknown ]]; then
    outcome[$count]=FAIL
    detail[$count]="not found on$unknown (root may read it)"
  elif ((${#different[@]} > 1)); then
    outcome[$count]=FAIL
    detail[$count]="differs:$groups"
  elif ((known_here < $#)); then
    outcome[$count]=skip
    detail[$count]="on$groups; the other machines were not asked"
  fi
  row all equal "$words is the same"
}

# --- Clocks -------------------------------------------------------------------------------------------------------

now() { date +%s%3N; }

# Bounds between which the clock of a machine is ahead of this one, in milliseconds, and whether it is kept in step.
declare -A least=() most=() kept=()

# Whether a time server keeps the clock of this machine in step: yes, no, or nothing where nobody says.
kept_in_step() {
  local said=''
  if command -v timedatectl >/dev/null; then
    said=$(timedatectl show --property=NTPSynchronized --value 2>/dev/null) || said=''
  fi
  if [[ -z $said ]] && command -v chronyc >/dev/null; then
    said=$(chronyc tracking 2>/dev/null | sed -n 's/^Leap status *: *//p') || said=''
    case $said in
      'Not synchronised') said=no ;;
      ?*) said=yes ;;
    esac
  fi
  printf '%s' "$said"
}

# What is wrong with how far the clock of a machine is ahead of another one, in answer. Zero stands for this machine.
compare_clock() {
  local ahead=$((${least[$1]} - ${most[$2]:-0})) behind=$((${least[$2]:-0} - ${most[$1]}))
  answer=''
  if ((ahead > skew * 1000)); then
    answer="it is $((ahead / 1000)) seconds or more ahead"
  elif ((behind > skew * 1000)); then
    answer="it is $((behind / 1000)) seconds or more behind"
  fi
}

# One row for each machine. The first one has none to agree with: a time server must keep it in step.
compare_clocks() {
  local place name first=''
  for place in "${HOSTS[@]}"; do
    name=${place%%|*}
    count=$((count + 1))
    if [[ -z ${least[$name]:-} ]]; then continue; fi
    if [[ -z $first ]]; then
      first=$name
      compare_clock "$name" here
      own_clock "$name" "${answer:+$answer of the one here}" 'it agrees with the one here'
      continue
    fi
    compare_clock "$name" "$first"
    if [[ -z $answer && ${kept[$name]} == no ]]; then answer='it follows no time server'; fi
    outcome[$count]=${answer:+FAIL}
    outcome[$count]=${outcome[$count]:-pass}
    detail[$count]=$answer
    row "$name" clock "agrees with the one of $first"
  done
}

# own_clock MACHINE DIFFERENCE AGREEMENT: with nobody to say that it is kept in step, a clock can be wrong, but not right.
own_clock() {
  outcome[$count]=FAIL
  detail[$count]=$2
  case ${kept[$1]:-} in
    yes) if [[ -z $2 ]]; then outcome[$count]=pass; fi ;;
    no) detail[$count]="it follows no time server${2:+, and }$2" ;;
    *)
      if [[ -z $2 ]]; then
        outcome[$count]=skip
        detail[$count]="nothing says whether a time server does${3:+; $3}"
      fi
      ;;
  esac
  row "$1" clock 'is kept in step'
}

# --- The run ------------------------------------------------------------------------------------------------------

# Makes the checks of one machine here.
work() {
  mode=work
  here=$1
  count=0
  loaded=''
  all_checks
}

# Whether a machine is asked: once the standby works, only those of the standby.
takes_part() {
  local name
  if [[ $promoted == no ]]; then return 0; fi
  for name in "${STANDBY_HOSTS[@]}"; do
    if [[ $name == "$1" ]]; then return 0; fi
  done
  return 1
}

# Makes the checks of one machine over ssh.
work_at() {
  local name=$1 target=$2 command before after first last
  printf -v command ' %q' --host "$name" --lines --salt "$salt" --days "$days" --timeout "$patience"
  if [[ -n $root ]]; then printf -v command '%s --root %q' "$command" "$root"; fi
  if [[ $promoted == yes ]]; then command+=' --promoted'; fi
  # shellcheck disable=SC2016 # The shell over there is to ask who it is.
  command='if [ "$(id -u)" -eq 0 ]; then set -- bash; else set -- sudo -n bash; fi; exec "$@" -s --'"$command"
  before=$(now)
  if ! "${remote[@]}" "$target" "$command" <"${BASH_SOURCE[0]}" >"$scratch/lines"; then
    outcome[reach-$name]=FAIL
    return
  fi
  after=$(now)
  first=$(sed -n 's/^time\t//p' "$scratch/lines" | head -n 1)
  last=$(sed -n 's/^time\t//p' "$scratch/lines" | tail -n 1)
  kept[$name]=$(sed -n 's/^kept\t//p' "$scratch/lines")
  least[$name]=$((last - after))
  most[$name]=$((first - before))
  reached[$name]=yes
  gather < <(grep -Ev '^(time|kept)' "$scratch/lines")
}

if [[ $lines == yes ]]; then
  printf 'time\t%s\n' "$(now)"
  work "$host"
  printf 'time\t%s\n' "$(now)"
  printf 'kept\t%s\n' "$(kept_in_step)"
  exit 0
fi
if [[ -z $salt ]]; then salt=$(openssl rand -hex 16); fi
if [[ -n $host ]]; then
  work "$host" >"$scratch/lines"
  reached[$host]=yes
  gather <"$scratch/lines"
else
  for place in "${HOSTS[@]}"; do
    if ! takes_part "${place%%|*}"; then continue; fi
    printf 'Checking from %s.\n' "${place%%|*}" >&2
    work_at "${place%%|*}" "${place#*|}"
  done
fi
if [[ $outside == yes ]]; then
  work "$OUTSIDE" >"$scratch/lines"
  reached[$OUTSIDE]=yes
  gather <"$scratch/lines"
fi

mode=show
count=0
all_checks
if [[ -n $host ]]; then
  count=$((count + 1))
  kept[$host]=$(kept_in_step)
  own_clock "$host" '' ''
else
  compare_clocks
fi
for place in "${HOSTS[@]}"; do
  name=${place%%|*}
  if [[ -n ${outcome[reach-$name]:-} ]]; then
    count=$((count + 1))
    outcome[$count]=FAIL
    row "$name" ssh "${place#*|} cannot be reached, or verify.sh does not run there"
  fi
done
printf '%s passed, %s failed, %s skipped.\n' "$passed" "$failed" "$skipped"
if ((failed > 0)); then exit 1; fi
