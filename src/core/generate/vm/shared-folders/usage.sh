# Never more than these: databases, indexes and logs of a server are its own.
readonly FOLDERS=(repository/deployment/server/userstores repository/tenants)

usage() {
  cat <<TEXT
Run on the machine of the server where a user store or a tenant was added, after every such change:

  $(basename "$0") --from SERVER [--delete] [--dry-run]

  --from SERVER   one of: $(for entry in "${SERVERS[@]}"; do name=${entry#*|}; printf '%s ' "${name%%|*}"; done)
  --delete        take away on the others what is not on this one
  --dry-run       say what would be copied
TEXT
}
