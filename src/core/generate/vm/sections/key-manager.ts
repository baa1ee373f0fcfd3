import { hasRole, isServerKind } from '../../../kinds/roles'
import type { Id } from '../../../model/design'
import { type TomlTable, table } from '../../../serialize/toml'
import type { Address, Deployment, Server } from '../../../wiring/deployment'
import { standsInPlace } from '../../../wiring/identity-servers'
import { outsideIssuers } from '../../../wiring/outside-issuers'
import { componentOf, httpsUrl } from '../../shared/urls'
import { portalEntry } from '../portals'
import type { TomlContext } from './common'

export interface KeyManagerChoice {
  readonly address: Address | undefined
  /** `wso2` speaks the product's own protocol; `identity-server` is WSO2 Identity Server 5 or 6 in that place. */
  readonly type: 'wso2' | 'identity-server'
}

/**
 * The key manager that a server's file names. One of another vendor, and Identity Server 7, are registered in the Admin
 * portal instead and appear in no file: then it is the control plane's.
 * Source: docs-apim, "WSO2 Identity Server as a Key Manager" (7.x only as a third-party one).
 */
export function keyManagerOf(deployment: Deployment, server: Server): KeyManagerChoice {
  const { keyManager } = server
  const target = keyManager?.targets[0]
  const instance = target === undefined ? undefined : deployment.instance.get(target)
  if (instance && isServerKind(instance.kind) && hasRole(instance.kind, 'key-manager'))
    return { address: keyManager, type: 'wso2' }
  if (instance && standsInPlace(instance.component)) {
    return { address: keyManager, type: 'identity-server' }
  }
  return { address: server.control, type: 'wso2' }
}

/**
 * Issuers of tokens that a control plane is connected to and that no file can name: an administrator registers them in
 * the Admin portal.
 */
export function registeredKeyManagers({ plan, node }: TomlContext): readonly Address[] {
  const { address } = keyManagerOf(plan.deployment, node.server)
  const asked = outsideIssuers(plan.deployment, node.server)
  return asked.filter(({ targets }) => !targets.some((id) => address?.targets.includes(id)))
}

/** `[apim.key_manager]` of a gateway. */
export function gatewayKeyManagerTables({ plan, node }: TomlContext): TomlTable[] {
  const { address, type } = keyManagerOf(plan.deployment, node.server)
  return address ? [keyManagerTable([...node.subjects, ...considered(node.server)], address, type)] : []
}

/**
 * `[apim.key_manager]` of a control plane: a separate Key Manager, or its own group by the load balancer. A single
 * control plane that is its own needs none. With a separate one, revocation and signing keys are found there too.
 */
export function controlKeyManagerTables({ plan, node }: TomlContext): TomlTable[] {
  const { server, subjects } = node
  const { address, type } = keyManagerOf(plan.deployment, server)
  const own = address === undefined || address.targets.includes(node.instance.id)
  const keys = own ? ownKeysTables({ plan, node }) : []
  if (own && server.peers.length === 0) return keys
  if (!address) return []
  const main = keyManagerTable([...subjects, ...considered(server)], address, type)
  if (own) return [main, ...keys]
  const because = {
    subjects: [...subjects, ...considered(server), ...address.connections],
    reason: 'A separate Key Manager answers for tokens',
  }
  return [
    main,
    table('apim.oauth_config', { revoke_endpoint: httpsUrl(address, '/oauth2/revoke') }, { because }),
    table('oauth.endpoints', { oauth2_jwks_url: httpsUrl(address, '/oauth2/jwks') }, { because }),
  ]
}

/** Gateways fetch signing keys by the name that servers use, where the server's own is one for people outside. */
function ownKeysTables({ plan, node }: TomlContext): TomlTable[] {
  const portals = portalEntry(plan, node)
  const { control } = node.server
  if (!portals || !control) return []
  return [
    table(
      'oauth.endpoints',
      { oauth2_jwks_url: httpsUrl(control, '/oauth2/jwks') },
      {
        because: {
          subjects: [...node.subjects, ...control.connections, portals.transit.component.id, ...portals.connections],
          reason: 'Gateways may not reach the name that people open the portals by',
        },
      },
    ),
  ]
}

/** Components that the server is drawn to ask for keys, whether or not a file can name them. */
export function considered({ keyManager }: Server): Id[] {
  return [...new Set((keyManager?.targets ?? []).map(componentOf))]
}

function keyManagerTable(subjects: readonly string[], address: Address, type: KeyManagerChoice['type']): TomlTable {
  return table(
    'apim.key_manager',
    {
      service_url: httpsUrl(address, '/services/'),
      username: '$ref{super_admin.username}',
      password: '$ref{super_admin.password}',
      type: type === 'identity-server' ? 'WSO2-IS' : undefined,
    },
    {
      because: {
        subjects: [...subjects, ...address.connections],
        reason: 'Keys are registered and tokens validated there',
      },
    },
  )
}
