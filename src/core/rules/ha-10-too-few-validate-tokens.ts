import { alike } from '../base/grouped'
import { flagOf } from '../kinds/properties'
import type { Deployment, Instance } from '../wiring/deployment'
import { isServer } from '../wiring/servers'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const tooFewValidateTokens = defineRule({
  code: 'HA-10',
  title: 'Too few servers validate opaque tokens',
  severity: 'medium',
  why: 'A Key Manager validates about 500 tokens a second and a gateway passes 3000 calls, so it holds the gateways back.',
  source: 'docs-apim, scaling the gateway: one Key Manager for two gateways with a token cache, for each one without',
  remedy: 'Add Key Managers, leave the token cache of the gateways on, or use JWT access tokens.',
  check: (deployment, say) => {
    const { tokens } = deployment.design.settings
    if (tokens === 'jwt') return
    for (const { issuers, gateways } of groupsOf(deployment)) {
      const needed = gateways.reduce((sum, gateway) => sum + loadOn(gateway), 0)
      if (issuers.length === 0 || issuers.length >= needed) continue
      if (tokens === undefined) {
        say.unknown('tokens')
        continue
      }
      say.finding({
        message: `${gateways.length} gateways ask ${namesOf(issuers)} about opaque tokens, which takes ${Math.ceil(needed)} servers.`,
        subjects: subjectsOf([...issuers, ...gateways]),
      })
    }
  },
})

interface Group {
  readonly issuers: readonly Instance[]
  readonly gateways: readonly Instance[]
}

/** Gateways by the servers that they ask; how much those of other products take is not known. */
function groupsOf(deployment: Deployment): readonly Group[] {
  const asking = deployment.servers.flatMap(({ instance, servesApis, keyManager }) => {
    const issuers = (keyManager?.targets ?? []).flatMap((id) => deployment.instance.get(id) ?? [])
    return servesApis && issuers.every(isServer) ? [{ gateway: instance, issuers }] : []
  })
  const idsOf = (issuers: readonly Instance[]) =>
    issuers
      .map(({ id }) => id)
      .sort()
      .join('|')
  return alike(asking, ({ issuers }) => idsOf(issuers)).map((same) => ({
    issuers: same[0].issuers,
    gateways: same.map(({ gateway }) => gateway),
  }))
}

/** Servers that validate for it. */
function loadOn({ component }: Instance): number {
  return flagOf(component, 'tokenCache') === false ? 1 : 0.5
}
