if ! $dry_run; then
  for namespace in "${namespaces[@]}"; do
    kube get "$shown" --namespace "$namespace"
  done
fi
printf 'Done. README.md says how to check that it works.\n'
