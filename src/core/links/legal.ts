import { hasRole, kindsWith } from '../kinds/roles'
import { SERVER_KINDS } from '../kinds/server-kinds'
import type { KindId, PurposeId } from '../model/design'

/**
 * Which kinds talk to which, and about what: the row opens the connection to the column.
 * Source: docs-apim, distributed deployment guides of patterns 2, 3 and 4 (VM) and the pattern pages (Kubernetes);
 * product-apim v4.5.0 to v4.7.0, default.json and templates of the four packs.
 */
type Row = readonly [from: readonly KindId[], to: readonly KindId[], purposes: readonly PurposeId[]]

const CONTROL = kindsWith('control-plane')
const GATEWAYS = kindsWith('gateway')
const OTHER_GATEWAYS = kindsWith('other-gateway')
const THROTTLERS = kindsWith('traffic-manager')
const DATA_KEEPERS = kindsWith('data-keeper')
const OUTSIDE_KEY_MANAGERS = kindsWith('outside-key-manager')
/** Those that are nothing else. */
const KEY_MANAGERS: readonly KindId[] = ['key-manager', ...OUTSIDE_KEY_MANAGERS]
const DATABASE: readonly KindId[] = ['database', 'database-node']
const PEOPLE = kindsWith('portal-user')
const UPSTREAM = kindsWith('backend')
const ALL_RUNNING: readonly KindId[] = [
  ...SERVER_KINDS,
  'identity-server',
  'micro-integrator',
  'platform-gateway',
  'kubernetes-gateway',
]

const ROWS: readonly Row[] = [
  [['api-consumer'], [...GATEWAYS, ...OTHER_GATEWAYS], ['api-traffic']],
  [['api-consumer'], [...CONTROL, ...KEY_MANAGERS], ['token']],
  [['api-consumer'], UPSTREAM, ['backend']],
  [['webhook-subscriber'], GATEWAYS, ['api-traffic']],
  [PEOPLE, CONTROL, ['management']],
  [['administrator'], ['key-manager', 'identity-server'], ['management']],
  [PEOPLE, ['source-control'], ['source-control']],
  [['delivery-pipeline'], ['image-registry'], ['images']],

  [['universal-gateway'], CONTROL, ['control', 'events', 'key-management']],
  [['universal-gateway'], THROTTLERS, ['throttle-events', 'throttle-decisions']],
  [['universal-gateway', 'api-control-plane', 'all-in-one', ...OTHER_GATEWAYS], KEY_MANAGERS, ['key-management']],
  [
    ['universal-gateway', 'all-in-one', 'api-control-plane', ...OTHER_GATEWAYS, 'micro-integrator'],
    UPSTREAM,
    ['backend'],
  ],
  [GATEWAYS, ['webhook-subscriber'], ['webhook-callback']],
  [[...GATEWAYS, ...OTHER_GATEWAYS, 'micro-integrator'], ['analytics'], ['analytics']],
  [['universal-gateway', 'traffic-manager', 'api-control-plane', 'all-in-one'], ['redis'], ['redis']],
  [['universal-gateway', 'traffic-manager', 'identity-server', 'micro-integrator'], DATABASE, ['sql']],

  [['api-control-plane'], ['api-control-plane'], ['event-duplication', 'event-publishing', 'cross-datacenter-events']],
  [
    ['all-in-one'],
    ['all-in-one'],
    ['event-duplication', 'event-publishing', 'throttle-events', 'throttle-decisions', 'cross-datacenter-events'],
  ],
  [DATA_KEEPERS, DATABASE, ['sql']],
  [kindsWith('key-manager'), ['user-store'], ['user-store']],
  [CONTROL, ['federated-gateway'], ['federation']],
  [CONTROL, ['source-control'], ['source-control']],
  [CONTROL, ['shared-file-system'], ['file-system']],
  [['key-manager'], ['shared-file-system'], ['file-system']],

  [['traffic-manager'], CONTROL, ['control', 'events']],
  [['traffic-manager'], ['traffic-manager'], ['event-duplication']],
  [['key-manager'], CONTROL, ['control', 'events']],
  [['key-manager'], ['external-key-manager'], ['federation']],
  [OUTSIDE_KEY_MANAGERS, CONTROL, ['control']],
  [['platform-gateway'], CONTROL, ['platform-gateway']],
  [['kubernetes-gateway'], CONTROL, ['control', 'events']],

  [ALL_RUNNING, ['observability'], ['observability']],
  [ALL_RUNNING, ['secret-store'], ['secrets']],
  [ALL_RUNNING, ['image-registry'], ['images']],
  [ALL_RUNNING, ['time-service'], ['time']],
]

const TABLE: ReadonlyMap<string, ReadonlySet<PurposeId>> = (() => {
  const table = new Map<string, Set<PurposeId>>()
  for (const [from, to, purposes] of ROWS) {
    for (const a of from) {
      for (const b of to) {
        const key = `${a}>${b}`
        const set = table.get(key) ?? new Set()
        for (const purpose of purposes) set.add(purpose)
        table.set(key, set)
      }
    }
  }
  return table
})()

const NONE: ReadonlySet<PurposeId> = new Set()

/** Purposes that a direct connection between two kinds may carry; empty when the two never talk. */
export function legalBetween(from: KindId, to: KindId): ReadonlySet<PurposeId> {
  return TABLE.get(`${from}>${to}`) ?? NONE
}

/** Databases may be drawn as replicating to each other: a connection without a purpose of APIM's. */
export function isReplication(from: KindId, to: KindId): boolean {
  return DATABASE.includes(from) && DATABASE.includes(to)
}

/** Purposes that servers of a kind may carry to or from themselves (one name in a list that peers share). */
export function isSelfPurpose(purpose: PurposeId): boolean {
  return purpose === 'event-publishing' || purpose === 'throttle-events' || purpose === 'throttle-decisions'
}

export interface LinkContext {
  /** Another is the key manager in place of the control plane that is called: it then answers no token or key requests. */
  readonly hasKeyManager: boolean
  /** The drawing has Universal Gateways: an all-in-one then is a control plane, not a gateway. */
  readonly hasGateway: boolean
  /** Both ends are in one datacenter (or in none). */
  readonly sameDatacenter: boolean
}

/** What a person means who draws a plain line between two kinds. */
export function impliedBetween(from: KindId, to: KindId, context: LinkContext): readonly PurposeId[] {
  const key = `${from}>${to}>${Number(context.hasKeyManager)}${Number(context.hasGateway)}${Number(context.sameDatacenter)}`
  const known = IMPLIED.get(key)
  if (known) return known
  const implied = computeImplied(from, to, context)
  IMPLIED.set(key, implied)
  return implied
}

/** The answers so far: a few hundred combinations of kinds at most. */
const IMPLIED = new Map<string, readonly PurposeId[]>()

function computeImplied(from: KindId, to: KindId, context: LinkContext): readonly PurposeId[] {
  return [...legalBetween(from, to)].filter((purpose) => {
    const resident = hasRole(to, 'control-plane')
    if (context.hasKeyManager && resident && (purpose === 'key-management' || purpose === 'token')) return false
    if (purpose === 'cross-datacenter-events') return !context.sameDatacenter
    if (purpose === 'event-duplication' || purpose === 'event-publishing') return context.sameDatacenter
    if (from === 'all-in-one' && to === 'all-in-one') {
      return purpose === 'throttle-events' && context.sameDatacenter && !context.hasGateway
    }
    if (to === 'all-in-one' && purpose === 'api-traffic') return !context.hasGateway
    if (from === 'all-in-one' && purpose === 'webhook-callback') return !context.hasGateway
    return true
  })
}
