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
