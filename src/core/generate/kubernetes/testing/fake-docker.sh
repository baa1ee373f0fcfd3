#!/bin/bash
# Stands for docker: builds and pushes nothing. Asked for digests, it names what it has pushed without the registry that it
# takes for granted, as Docker does, beside an image of the same name elsewhere. DIGEST is the one that was pushed.
set -euo pipefail
[[ "$1 $2" == 'image inspect' ]] || exit 0
name="${!#}"
name="${name%:*}"
printf 'elsewhere.example.com/%s@sha256:%064d\n%s@%s\n\n' "$name" 0 "${name#docker.io/}" "$DIGEST"
