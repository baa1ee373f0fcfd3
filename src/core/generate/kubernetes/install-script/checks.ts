import type { TracedText } from '../../../serialize/traced-text'
import type { Cluster, Plan } from '../plan'
import { INGRESS_CLASS } from '../values/exposure-values'
import { publishersOf } from '../values/publisher-values'

/** A controller makes Secrets a little after create-secrets.sh has applied what they are made of. */
const waiting = (source: string) => `
patience=30
require_object() {
  until kube get "$2" "$3" --namespace "$1" >/dev/null 2>&1; do
    if ((patience == 0)); then
      printf 'Missing: %s %s in the namespace %s. If create-secrets.sh has run, its controller cannot make it: kubectl describe ${source} %s --namespace %s says why.\\n' \\
        "$2" "$3" "$1" "$3" "$1" >&2
      missing=1
      return
    fi
    if ((patience == 30)); then printf 'Waiting for the Secrets to be made ...\\n'; fi
    patience=$((patience - 1))
    sleep "\${APIM_WAIT_SECONDS:-5}"
  done
}`

const REQUIRE: Readonly<Record<Plan['settings']['secretDelivery'], string>> = {
  script: `
require_object() {
  if ! kube get "$2" "$3" --namespace "$1" >/dev/null 2>&1; then
    printf 'Missing: %s %s in the namespace %s. Run create-secrets.sh, which makes it.\\n' "$2" "$3" "$1" >&2
    missing=1
  fi
}`,
  'external-secrets': waiting('externalsecret'),
  'sealed-secrets': waiting('sealedsecret'),
}

/** What must be in the cluster before the first release. */
export function addChecks(text: TracedText, plan: Plan, cluster: Cluster): void {
  const needed = cluster.releases.flatMap((release) => {
    const because = { subjects: release.subjects, reason: 'Its pods do not start without these' }
    const jndi = publishersOf(plan, release)
    return [
      { line: `require_object ${release.namespace} secret ${plan.names.credentials}`, because },
      { line: `require_object ${release.namespace} secret ${plan.names.keystores}`, because },
      ...(release.kind === 'traffic-manager'
        ? []
        : [{ line: `require_object ${release.namespace} secret ${plan.names.tls}`, because }]),
      ...(cluster.exposure === 'gateway-api' && release.kind !== 'traffic-manager'
        ? [{ line: `require_object ${release.namespace} configmap ${plan.names.certificates}`, because }]
        : []),
      ...(jndi.files.length > 0
        ? [{ line: `require_object ${release.namespace} secret ${jndi.jndiSecret}`, because }]
        : []),
    ]
  })
  const lines = [...new Map(needed.map(({ line, because }) => [line, because]))]
  text.add(`missing=0${REQUIRE[plan.settings.secretDelivery]}

check_cluster() {
  kube version >/dev/null || die 'kubectl does not reach the cluster. Give its context with --context.'`)
  if (cluster.exposure === 'gateway-api') {
    text.add(`  kube get crd gateways.gateway.networking.k8s.io >/dev/null 2>&1 ||
    die 'The cluster has no Gateway API. Install Envoy Gateway first, as README.md says.'
  kube get crd backendtlspolicies.gateway.networking.k8s.io --output jsonpath='{.spec.versions[*].name}' |
    grep -qw v1 || die 'The Gateway API of the cluster has no BackendTLSPolicy in v1. Install a newer one.'
  kube get crd backendtrafficpolicies.gateway.envoyproxy.io >/dev/null 2>&1 ||
    die 'The cluster has no Envoy Gateway. Install it first, as README.md says.'`)
  } else if (cluster.exposure === 'route') {
    text.add(`  kube get crd routes.route.openshift.io >/dev/null 2>&1 ||
    die 'The cluster has no Routes: it is not OpenShift, or its router is not installed.'`)
  } else {
    text.add(`  kube get ingressclass ${INGRESS_CLASS} >/dev/null 2>&1 ||
    die 'The cluster has no ingress class ${INGRESS_CLASS}. Install ingress-nginx first, as README.md says.'`)
  }
  for (const [line, because] of lines) text.add(`  ${line}`, because)
  text.add(`  if ((missing)); then exit 1; fi
}`)
}
