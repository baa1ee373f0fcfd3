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
