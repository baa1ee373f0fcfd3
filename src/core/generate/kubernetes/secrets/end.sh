printf '\nThe administrator is %s; this prints the password:\n' "$admin_user"
printf '  kubectl%s get secret %s --namespace %s --output go-template=%s\n' "${context[*]+ ${context[*]}}" "$credentials" "${namespaces[0]}" \
  "'{{ index .data \"admin-password\" | base64decode }}'"
