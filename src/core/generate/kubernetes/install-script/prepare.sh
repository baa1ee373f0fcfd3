if [[ -n $image_registry && $image_registry != */* ]]; then
  die 'Give --image-registry as HOST/PATH, such as registry.acme.com/apim.'
fi
if [[ -z $charts ]]; then
  helm repo add wso2 https://helm.wso2.com --force-update >/dev/null
  helm repo update wso2 >/dev/null
fi
if ! $dry_run; then check_cluster; fi
change kube apply --filename "$here/manifests/namespaces.yaml"
for manifest in "$here/manifests/"*.yaml; do
  case ${manifest##*/} in
    namespaces.yaml) ;;
    disruption-budgets.yaml) left_out budgets || change kube apply --filename "$manifest" ;;
    network-policies.yaml) left_out policies || change kube apply --filename "$manifest" ;;
    *) change kube apply --filename "$manifest" ;;
  esac
done
