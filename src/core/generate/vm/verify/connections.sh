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
