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
