import { inWords } from '../base/words'
import { completeWiringOf } from '../fixes/complete'
import type { Id } from '../model/design'
import { sayFix } from './support/fixes'
import { subjectsOf } from './support/redundant-sets'
import { defineRule, type Fix } from './support/rule'

export const environmentsShareAddress = defineRule({
  code: 'LB-13',
  title: 'Two gateway environments have one address',
  severity: 'error',
  why: 'A load balancer cannot tell their calls apart: a gateway answers 404 for an API that only the other environment has.',
  source:
    'product-apim, gateways subscribe to the APIs of their own labels alone (sync_runtime_artifacts.gateway.gateway_labels)',
  remedy: 'Give each environment a load balancer with a name of its own, or make them one environment.',
  check: ({ environments }, say) => {
    for (const [at, environment] of environments.entries()) {
      const { http, gateways, name } = environment
      const others = environments
        .slice(at + 1)
        .filter((other) => other.name !== name && other.region === environment.region)
        .filter((other) => other.http.host === http.host && other.http.httpsPort === http.httpsPort)
        // Gateways that have both labels have the APIs of both.
        .filter((other) => gateways.some((one) => !other.gateways.includes(one)))
      if (others.length === 0) continue
      const all = [...gateways, ...others.flatMap((other) => other.gateways.filter((one) => !gateways.includes(one)))]
      say.finding({
        message: `${inWords([name, ...others.map((other) => other.name)])} are environments of one address, ${http.host}:${http.httpsPort}.`,
        subjects: subjectsOf(all),
        fix: oneEnvironmentFix(name, [...new Set(all.map(({ component }) => component.id))]),
      })
    }
  },
})

/** Gateways of one environment serve the same, so they are connected alike too. */
function oneEnvironmentFix(name: string, ids: readonly Id[]): Fix {
  const label = `Make them one environment, ${name}`
  const one = sayFix(label, ids, { gatewayLabels: name === 'Default' ? undefined : [name] })
  return { label, apply: (design) => completeWiringOf(one.apply(design), ids) }
}
