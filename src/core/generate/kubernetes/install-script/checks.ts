import type { Exposure } from '../../../document/settings'
import type { TracedText } from '../../../serialize/traced-text'
import { bodyOf } from '../../shared/script-body'
import type { Cluster, KubernetesPlan } from '../plan'
import { publishersOf } from '../values/publisher-values'
import CHECK_GATEWAY_API from './check/gateway-api.sh?raw'
import CHECK_INGRESS from './check/ingress.sh?raw'
import CHECK_ROUTE from './check/route.sh?raw'
import REQUIRE_OF_EXTERNAL_SECRETS from './require-object/external-secrets.sh?raw'
import REQUIRE_OF_SCRIPT from './require-object/script.sh?raw'
import REQUIRE_OF_SEALED_SECRETS from './require-object/sealed-secrets.sh?raw'

/**
 * How a script says that an object is missing. A controller makes Secrets a little after create-secrets.sh has applied
 * what they are made of, so those are waited for.
 */
const REQUIRE: Readonly<Record<KubernetesPlan['settings']['secretDelivery'], string>> = {
  script: REQUIRE_OF_SCRIPT,
  'external-secrets': REQUIRE_OF_EXTERNAL_SECRETS,
  'sealed-secrets': REQUIRE_OF_SEALED_SECRETS,
}

/** What the way in needs, as lines of `check_cluster`. The class of ingress.sh is `INGRESS_CLASS`. */
const CHECK_WAY_IN: Readonly<Record<Exposure, string>> = {
  'gateway-api': CHECK_GATEWAY_API,
  ingress: CHECK_INGRESS,
  route: CHECK_ROUTE,
}

/** What must be in the cluster before the first release. */
export function addChecks(text: TracedText, plan: KubernetesPlan, cluster: Cluster): void {
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
  text.add('missing=0')
  text.add(bodyOf(REQUIRE[plan.settings.secretDelivery]))
  text.blank().add('check_cluster() {')
  text.add("  kube version >/dev/null || die 'kubectl does not reach the cluster. Give its context with --context.'")
  text.add(bodyOf(CHECK_WAY_IN[cluster.exposure]))
  for (const [line, because] of lines) text.add(`  ${line}`, because)
  text.add('  if ((missing)); then exit 1; fi\n}')
}
