if [[ -n $tls_certificate || -n $tls_key ]]; then
  [[ -f $tls_certificate && -f $tls_key ]] || die 'Give both --tls-certificate and --tls-key, each an existing file.'
fi
