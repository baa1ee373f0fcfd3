# replace SERVICE URL: where the configuration names its own service as the key manager. No patch reaches text inside a
# file. It must be there once for each Deployment.
replace() {
  service=$1 url=$2 awk '
    BEGIN { from = "\"https://" ENVIRON["service"] ":${mgt.transport.https.port}/services/" }
    /^kind: Deployment$/ { expected++ }
    {
      rest = $0
      line = ""
      while ((at = index(rest, from)) > 0) {
        line = line substr(rest, 1, at - 1) "\"" ENVIRON["url"]
        rest = substr(rest, at + length(from))
        found++
      }
      print line rest
    }
    END { if (expected == 0 || found != expected) exit 1 }
  ' "$work/changed" ||
    die "The configuration of $release does not name itself as its key manager once a server. Is the chart another version?"
}
