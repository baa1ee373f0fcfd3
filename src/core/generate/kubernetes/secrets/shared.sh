if [[ -n $source_context && ! -e $work/source/admin-password ]]; then
  die "The context $source_context has no Secret $credentials. Run create-secrets.sh --first there."
fi
if [[ ! -e $work/values/admin-password && -z $source_context ]] && ! $first; then
  die 'Say --first when this is the first cluster, else --copy-from with the context of the first one.'
fi
