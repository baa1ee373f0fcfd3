import { textOf } from '../kinds/properties'
import { hasRole } from '../kinds/roles'
import type { Component } from '../model/design'
import type { Deployment, Instance } from './deployment'

/** From release 7 on an Identity Server takes no place of the resident key manager; undefined = an older one, or not said. */
export function laterRelease(component: Component): string | undefined {
  return /(?<![\d.])(?:[7-9]|1\d)(?:\.\d+)*\b/.exec(textOf(component, 'vendor') ?? '')?.[0]
}

/**
 * It stands in the place of the resident key manager, by whose addresses tokens are issued, revoked and checked. Any other
 * issuer of another product is registered in the Admin Portal.
 * Source: docs-apim, "Configure WSO2 IS 6.x as a Key Manager"; carbon-apimgt, getAndSetDefaultKeyManagerConfiguration.
 */
export function standsInPlace(component: Component): boolean {
  return component.kind === 'identity-server' && laterRelease(component) === undefined
}

/** Identity Servers that some control plane names in place of itself. */
export function issuersInPlace({ servers, instance }: Pick<Deployment, 'servers' | 'instance'>): readonly Instance[] {
  const named = servers
    .filter((server) => hasRole(server.instance.kind, 'control-plane'))
    .flatMap(({ keyManager }) => keyManager?.targets ?? [])
    .flatMap((id) => instance.get(id) ?? [])
  return [...new Set(named)].filter(({ component }) => standsInPlace(component))
}
