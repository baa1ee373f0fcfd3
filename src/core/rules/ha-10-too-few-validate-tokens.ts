import { flagOf } from '../model/properties'
import type { Instance } from '../wiring/deployment'
import { isServer } from '../wiring/servers'
import { namesOf, subjectsOf } from './support/redundant-sets'
import type { Finding, Rule } from './support/rule'

export const tooFewValidateTokens: Rule = {
  code: 'HA-10',
  title: 'Too few servers validate opaque tokens',
  severity: 'medium',
  why: 'A Key Manager validates about 500 tokens a second and a gateway passes 3000 calls, so it holds the gateways back.',
  source: 'docs-apim, scaling the gateway: one Key Manager for two gateways with a token cache, for each one without',
  check: (deployment) => {
    const { tokens } = deployment.design.settings
    if (tokens !== 'opaque' && tokens !== 'mixed') return []
    const groups = new Map<string, { readonly issuers: readonly Instance[]; readonly gateways: Instance[] }>()
    for (const { instance, servesApis, keyManager } of deployment.servers) {
      if (!servesApis || !keyManager) continue
      const issuers = keyManager.targets.flatMap((id) => deployment.instance.get(id) ?? [])
      if (!issuers.every(isServer)) continue
      const key = [...keyManager.targets].sort().join('|')
      const known = groups.get(key)
      if (known) known.gateways.push(instance)
      else groups.set(key, { issuers, gateways: [instance] })
    }
    return [...groups.values()].flatMap(({ issuers, gateways }): Finding[] => {
      const needed = gateways.reduce(
        (sum, { component }) => sum + (flagOf(component, 'tokenCache') === false ? 1 : 0.5),
        0,
      )
      if (issuers.length === 0 || issuers.length >= needed) return []
      return [
        {
          code: 'HA-10',
          severity: 'medium',
          message: `${gateways.length} gateways ask ${namesOf(issuers)} about opaque tokens, which takes ${Math.ceil(needed)} servers.`,
          subjects: subjectsOf([...issuers, ...gateways]),
          remedy: 'Add Key Managers, leave the token cache of the gateways on, or use JWT access tokens.',
        },
      ]
    })
  },
}
