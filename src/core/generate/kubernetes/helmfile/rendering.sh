if [[ $step == render ]]; then dry_run=true; fi
if [[ $step == render || $step == before ]] && [[ -z $charts ]]; then
  helm repo add wso2 https://helm.wso2.com --force-update >/dev/null
fi
arguments=()
pair=()
