# jndi_file FOLDER FILE BROKER: how a control plane signs in to the broker of another region.
jndi_file() {
  mkdir -p "$1"
  {
    printf '%s' "connectionfactory.TopicConnectionFactory = amqp://$admin_username:$(cat "$work/values/admin-password")"
    printf "@clientid/carbon?brokerlist='%s'\n" "$3"
    printf '%s\n' "${topics[@]}"
  } >"$1/$2"
}
