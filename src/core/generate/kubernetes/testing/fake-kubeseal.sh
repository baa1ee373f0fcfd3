#!/bin/bash
# Stands in for kubeseal in tests: a Secret goes in, the same object with digests for values comes out.
set -euo pipefail

[[ $1 == --format && $2 == yaml ]]
secret="$(cat)"
grep -qx 'kind: Secret' <<<"$secret"
name="$(sed -n 's/^  name: //p' <<<"$secret")"
namespace="$(sed -n 's/^  namespace: //p' <<<"$secret")"
printf 'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata:\n  name: %s\n  namespace: %s\n' "$name" "$namespace"
printf 'spec:\n  encryptedData:\n'
# Not through a pipe, from which bash reads one byte at a time.
entries="$(sed -n '/^data:/,$p' <<<"$secret" | sed -n 's/^  \([^:]*\): \(.*\)/\1 \2/p')"
while read -r key value; do
  sum="$(sha256sum <<<"$value")"
  printf '    %s: "%s"\n' "$key" "${sum%% *}"
done <<<"$entries"
printf '  template:\n    metadata:\n      name: %s\n      namespace: %s\n' "$name" "$namespace"
printf '    type: %s\n' "$(sed -n 's/^type: //p' <<<"$secret")"
