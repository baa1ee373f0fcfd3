# This cluster stands by: its databases are copies, which take no writes, until somebody promotes them.
stands_by=true
if $stands_by && [[ ${PROMOTED:-} != yes ]] && ! $dry_run; then
  die 'This cluster stands by. Promote its databases first, as README.md says, and then set PROMOTED=yes.'
fi
