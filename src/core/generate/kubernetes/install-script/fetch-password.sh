# These charts take some passwords as plain values only: they come from the Secret, through files of this run.
fetch_password() {
  if $dry_run; then
    printf 'none-in-a-dry-run' >"$passwords/$1.$2"
  else
    kube get secret "$credentials" --namespace "$1" \
      --output go-template="{{ index .data \"$2\" | base64decode }}" >"$passwords/$1.$2"
  fi
}
