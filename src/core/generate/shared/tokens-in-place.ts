import type { Deployment } from '../../wiring/deployment'
import { issuersInPlace } from '../../wiring/identity-servers'
import { authority } from './urls'

/** Where tokens come from, where an Identity Server stands in place of the built-in key manager: as people reach it, else as control planes do. */
export function tokensInPlace(deployment: Deployment): readonly string[] | undefined {
  const issuers = issuersInPlace(deployment)
  if (issuers.length === 0) return undefined
  const outside = deployment.entries.filter(
    (entry) =>
      entry.public &&
      entry.purposes.has('token') &&
      entry.aliases.length === 0 &&
      entry.targets.some((target) => issuers.includes(target)),
  )
  const named = deployment.servers.flatMap(({ keyManager }) =>
    keyManager?.targets.some((id) => issuers.some((issuer) => issuer.id === id)) ? [keyManager] : [],
  )
  return [...new Set((outside.length > 0 ? outside : named).map((address) => `https://${authority(address)}`))]
}
