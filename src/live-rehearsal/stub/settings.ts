import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'smol-toml'
import { type JdbcTarget, jdbcTarget, rootOf, targetOf } from './addresses'
import type { Target } from './lines'

/**
 * What one server reads of its own folder in the bundle, with the defaults that the product has for what is missing.
 * Source of the defaults: product-apim, `default.json` and the templates of `api-manager.xml` and `jndi.properties`;
 * event hub settings that are missing fall back to those of throttling, and these to the server itself.
 */
export interface Settings {
  readonly profile: Profile
  readonly offset: number
  readonly databases: Readonly<Record<'apim' | 'shared', JdbcTarget | undefined>>
  readonly eventHub: {
    readonly root: string
    readonly listening: readonly Target[]
    readonly publishing: readonly ReceiverGroup[]
    readonly copies: readonly Target[]
  }
  readonly throttling: {
    readonly decisions: readonly Target[]
    readonly groups: readonly ReceiverGroup[]
    readonly copies: readonly Target[]
  }
  readonly keyManagerRoot: string
  readonly notificationUrl: string | undefined
  /** Publishers to brokers of another region. */
  readonly regions: readonly RegionPublisher[]
}

export const PROFILES = ['all-in-one', 'control-plane', 'gateway', 'traffic-manager', 'key-manager'] as const
export type Profile = (typeof PROFILES)[number]

const PROFILE_OF_SCRIPT: Readonly<Record<string, Profile>> = {
  'api-manager.sh': 'all-in-one',
  'api-cp.sh': 'control-plane',
  'gateway.sh': 'gateway',
  'traffic-manager.sh': 'traffic-manager',
  'key-manager.sh': 'key-manager',
}

/** One group of receivers: its addresses for events and for signing in, and how they are used. */
export interface ReceiverGroup {
  readonly urls: readonly Target[]
  readonly signIn: readonly Target[]
  readonly balanced: boolean
}

export interface RegionPublisher {
  readonly topic: string
  readonly brokers: readonly Target[]
}

/** What the product puts its own HTTPS port in place of. */
const OWN_PORT = /\$\{mgt\.transport\.https\.port\}/

export function settingsOf(folder: string): Settings {
  const toml = new Toml(parse(readFileSync(join(folder, 'repository/conf/deployment.toml'), 'utf8')))
  const offset = toml.number('server.offset') ?? 0
  const resolved = (url: string) => url.replace(OWN_PORT, String(9443 + offset))
  const own = `https://localhost:${9443 + offset}`
  const ownBroker: Target = { host: 'localhost', port: 5672 + offset, tls: false }
  const ownReceiver: ReceiverGroup = {
    urls: [{ host: 'localhost', port: 9611 + offset, tls: false }],
    signIn: [{ host: 'localhost', port: 9711 + offset, tls: true }],
    balanced: false,
  }
  const root = (key: string) => {
    const url = toml.text(key)
    return url === undefined ? own : rootOf(resolved(url))
  }
  const decisions = toml.targets('apim.throttling.throttle_decision_endpoints') ?? [ownBroker]
  const groups = toml.groups('apim.throttling.url_group', 'traffic_manager_urls', 'traffic_manager_auth_urls')
  const throttling = {
    decisions,
    groups: groups ?? [ownReceiver],
    copies: toml.targets('apim.throttling.event_duplicate_url') ?? [],
  }
  refuseWhatIsNotRehearsed(toml)
  return {
    profile: profileOf(folder),
    offset,
    databases: { apim: jdbcOf(toml, 'apim_db'), shared: jdbcOf(toml, 'shared_db') },
    eventHub: {
      root: root('apim.event_hub.service_url'),
      listening: toml.targets('apim.event_hub.event_listening_endpoints') ?? decisions,
      publishing: toml.groups('apim.event_hub.publish.url_group', 'urls', 'auth_urls') ?? throttling.groups,
      copies: toml.targets('apim.event_hub.event_duplicate_url') ?? throttling.copies,
    },
    throttling,
    keyManagerRoot: root('apim.key_manager.service_url'),
    notificationUrl: toml.notificationUrl(resolved),
    regions: regionPublishers(folder),
  }
}

/** A stub that passes over what it does not play would agree with everything. */
function refuseWhatIsNotRehearsed(toml: Toml): void {
  for (const key of ['apim.distributed_throttling', 'apim.redis_config', 'apim.analytics.type']) {
    if (toml.at(key) !== undefined) throw new Error(`${key} is set, and the rehearsal does not play it`)
  }
  const users = toml.text('user_store.type')
  if (users !== undefined && !users.startsWith('database')) throw new Error(`user store ${users} is not rehearsed`)
}

function jdbcOf(toml: Toml, name: string): JdbcTarget | undefined {
  const url = toml.text(`database.${name}.url`)
  return url === undefined || url.startsWith('jdbc:h2:') ? undefined : jdbcTarget(url)
}

/** The script that the unit starts says which server this is. */
function profileOf(folder: string): Profile {
  const unit = readdirSync(folder).find((name) => name.endsWith('.service'))
  const script = unit && /^ExecStart=.*\/bin\/(\S+) start$/m.exec(readFileSync(join(folder, unit), 'utf8'))?.[1]
  const profile = script && PROFILE_OF_SCRIPT[script]
  if (!profile) throw new Error(`no unit in ${folder} starts a server of API Manager`)
  return profile
}

/** Event publishers of the bundle: a topic of the broker that a JNDI file names. */
function regionPublishers(folder: string): RegionPublisher[] {
  const place = join(folder, 'repository/deployment/server/eventpublishers')
  if (!existsSync(place)) return []
  return readdirSync(place).map((name) => {
    const text = readFileSync(join(place, name), 'utf8')
    const property = (key: string) => new RegExp(`<property name="${key}">([^<]*)</property>`).exec(text)?.[1]
    const jndi = property('java.naming.provider.url')
    const topic = property('transport.jms.Destination')
    if (!jndi || !topic) throw new Error(`${name} names no broker or topic`)
    const brokers = /brokerlist='([^']*)'/.exec(readFileSync(join(folder, jndi), 'utf8'))?.[1]
    if (!brokers) throw new Error(`${jndi} has no list of brokers`)
    return { topic, brokers: brokers.split(';').map(targetOf) }
  })
}

/** A parsed file, read by dotted keys. */
class Toml {
  readonly #root: unknown

  constructor(root: unknown) {
    this.#root = root
  }

  at(key: string): unknown {
    return key.split('.').reduce<unknown>((table, part) => (isTable(table) ? table[part] : undefined), this.#root)
  }

  text(key: string): string | undefined {
    const value = this.at(key)
    return typeof value === 'string' ? value : undefined
  }

  number(key: string): number | undefined {
    const value = this.at(key)
    return typeof value === 'number' ? value : undefined
  }

  targets(key: string): readonly Target[] | undefined {
    return targetsIn(this.at(key))
  }

  groups(key: string, urls: string, signIn: string): readonly ReceiverGroup[] | undefined {
    const groups = this.at(key)
    if (!Array.isArray(groups)) return undefined
    return groups.filter(isTable).map((group) => ({
      urls: targetsIn(group[urls]) ?? [],
      signIn: targetsIn(group[signIn]) ?? [],
      balanced: group.type === 'loadbalance',
    }))
  }

  notificationUrl(resolved: (url: string) => string): string | undefined {
    const listeners = this.at('event_listener')
    if (!Array.isArray(listeners)) return undefined
    const properties = listeners.filter(isTable).find(({ id }) => id === 'token_revocation')?.properties
    const url = isTable(properties) ? properties.notification_endpoint : undefined
    return typeof url === 'string' ? resolved(url) : undefined
  }
}

function targetsIn(value: unknown): readonly Target[] | undefined {
  if (!Array.isArray(value)) return undefined
  return value.map((url) => targetOf(String(url)))
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
