if ((${#unset_variables[@]} > 0)); then
  die "Set these in security/secrets.env or the environment, to what the services were made with: ${unset_variables[*]}"
fi
