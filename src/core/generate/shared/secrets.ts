import { textOf } from '../../kinds/properties'
import type { Id } from '../../model/design'
import type { DatabaseTarget, Deployment, Instance } from '../../wiring/deployment'

/**
 * Everything that must not be in a file: each is an environment variable of the servers that need it. Files name it
 * (`$env{APIM_ADMIN_PASSWORD}`), the machine holds it.
 */
export interface Secret {
  readonly name: string
  /** What it is, in one sentence. */
  readonly use: string
  /** Command that makes a good one; absent = somebody else gives it. */
  readonly make?: string
  readonly form: SecretForm
  readonly subjects: readonly Id[]
}

/**
 * What its value may be made of. All of them are pasted into XML, properties and an environment file by the product,
 * none of which escapes anything; the administrator's password also goes into an AMQP URL, and must be 5 to 30 long.
 * Source: product-apim v4.7.0, default.json `user_store.properties.PasswordJavaRegEx`; jndi.properties templates.
 */
export type SecretForm = 'admin' | 'password' | 'hex-64' | 'name'

export const SECRET_PATTERNS: Readonly<Record<SecretForm, { readonly pattern: string; readonly rule: string }>> = {
  admin: { pattern: '^[A-Za-z0-9._~-]{5,30}$', rule: '5 to 30 letters, digits, dots, hyphens, underscores or tildes' },
  password: {
    pattern: '^[A-Za-z0-9._~+/=@:%^,!*-]+$',
    rule: 'letters, digits and ._~+/=@:%^,!*- only: the product escapes nothing',
  },
  'hex-64': { pattern: '^[0-9a-fA-F]{64}$', rule: '64 hexadecimal digits' },
  name: { pattern: '^[A-Za-z0-9._~+/=@:, -]+$', rule: 'letters, digits, spaces and ._~+/=@:,- only' },
}

export const ADMIN_PASSWORD = 'APIM_ADMIN_PASSWORD'
export const PRIMARY_KEYSTORE_PASSWORD = 'PRIMARY_KEYSTORE_PASSWORD'
export const TLS_KEYSTORE_PASSWORD = 'TLS_KEYSTORE_PASSWORD'
export const TRUSTSTORE_PASSWORD = 'TRUSTSTORE_PASSWORD'
export const ENCRYPTION_KEY = 'APIM_ENCRYPTION_KEY'
export const DEVPORTAL_URL_SECRET = 'DEVPORTAL_URL_SECRET'
export const EMBEDDED_DATABASE_PASSWORD = 'EMBEDDED_DB_PASSWORD'
export const MOESIF_KEY = 'MOESIF_APPLICATION_ID'
export const CHOREO_TOKEN = 'CHOREO_AUTH_TOKEN'

export interface SecretPlan {
  /** Every secret that a server of the deployment can need. Files decide which ones are used. */
  readonly all: readonly Secret[]
  readonly database: (target: DatabaseTarget) => string
  readonly redis: (redis: Instance) => string
  readonly userStore: (store: Instance) => UserStoreNames
}

export interface UserStoreNames {
  readonly bindName: string
  readonly bindPassword: string
  readonly base: string
}

/** Capital and small letters, digits and a sign, as SQL Server asks; no longer than the 30 that Oracle takes. */
const MAKE_PASSWORD = 'openssl rand -hex 12 | sed s/^/Pw-/'

const SERVER_SECRETS: readonly Omit<Secret, 'subjects'>[] = [
  {
    name: ADMIN_PASSWORD,
    use: 'Password of the super administrator. Servers sign in to each other with it, so it is one for all of them.',
    make: 'openssl rand -hex 12',
    form: 'admin',
  },
  {
    name: PRIMARY_KEYSTORE_PASSWORD,
    use: 'Password of wso2am-primary.jks, which signs tokens. The keystore is the same file on every server.',
    make: MAKE_PASSWORD,
    form: 'password',
  },
  {
    name: TLS_KEYSTORE_PASSWORD,
    use: 'Password of wso2am-tls.jks, which holds the HTTPS certificate of the servers.',
    make: MAKE_PASSWORD,
    form: 'password',
  },
  {
    name: TRUSTSTORE_PASSWORD,
    use: 'Password of client-truststore.jks, which holds the certificates that servers trust.',
    make: MAKE_PASSWORD,
    form: 'password',
  },
  {
    name: ENCRYPTION_KEY,
    use: 'Key that encrypts data at rest. One for all servers; keep a copy, for without it the data is lost.',
    make: 'openssl rand -hex 32',
    form: 'hex-64',
  },
  {
    name: DEVPORTAL_URL_SECRET,
    use: 'Signs links of the Developer Portal. One for all servers that have the portal.',
    make: 'openssl rand -base64 32',
    form: 'password',
  },
  {
    name: EMBEDDED_DATABASE_PASSWORD,
    use: 'Password of the H2 files in the pack. install.sh uses the one that WSO2 documents unless this is set.',
    form: 'password',
  },
]

const OUTSIDE_SECRETS: readonly Omit<Secret, 'subjects'>[] = [
  { name: MOESIF_KEY, use: 'Collector application id that Moesif shows for the account.', form: 'password' },
  { name: CHOREO_TOKEN, use: 'On-premises key that Choreo shows for the organization.', form: 'password' },
]

export function planSecrets(deployment: Deployment): SecretPlan {
  const register = new Register([...SERVER_SECRETS, ...OUTSIDE_SECRETS].map(({ name }) => name))
  claimAccounts(register, deployment)
  claimRedis(register, deployment)
  claimUserStores(register, deployment)
  return {
    all: [
      ...SERVER_SECRETS.map((secret) => ({ ...secret, subjects: brought(deployment, secret.name) })),
      ...register.secrets,
      ...OUTSIDE_SECRETS.map((secret) => ({ ...secret, subjects: brought(deployment, secret.name) })),
    ],
    database: (target) => (isEmbedded(target) ? EMBEDDED_DATABASE_PASSWORD : register.nameOf(accountKey(target))),
    redis: ({ id }) => register.nameOf(id),
    userStore: ({ id }) => ({
      bindName: register.nameOf(`${id}/name`),
      bindPassword: register.nameOf(`${id}/password`),
      base: register.nameOf(`${id}/base`),
    }),
  }
}

/** Gives each secret a name of its own, and remembers what it is for. */
class Register {
  readonly secrets: Secret[] = []
  readonly #names = new Map<string, string>()
  readonly #taken: Set<string>

  constructor(taken: readonly string[]) {
    this.#taken = new Set(taken)
  }

  claim(key: string, wanted: string, secret: Omit<Secret, 'name'>): void {
    if (this.#names.has(key)) return
    let name = wanted
    for (let number = 2; this.#taken.has(name); number++) name = `${wanted}_${number}`
    this.#taken.add(name)
    this.#names.set(key, name)
    this.secrets.push({ name, ...secret })
  }

  nameOf(key: string): string {
    const name = this.#names.get(key)
    if (name === undefined) throw new Error(`no secret was planned for ${key}`)
    return name
  }
}

function claimAccounts(register: Register, { servers }: Deployment): void {
  const targets = servers.flatMap(({ databases }) => [databases.apim ?? [], databases.shared ?? []].flat())
  const external = targets.filter((target) => !isEmbedded(target))
  const several = new Set(external.map((target) => target.database.component.id)).size > 1
  for (const target of external) {
    const { id } = target.database.component
    register.claim(accountKey(target), `${several ? `${envWord(id)}_` : ''}${envWord(target.schema)}_DB_PASSWORD`, {
      use: `Password of the database user ${target.username} of ${id}.`,
      make: MAKE_PASSWORD,
      form: 'password',
      subjects: [id],
    })
  }
}

function claimRedis(register: Register, { servers }: Deployment): void {
  const all = distinct(servers.map((server) => server.redis?.service))
  for (const { id, component } of all) {
    register.claim(id, all.length > 1 ? `${envWord(id)}_PASSWORD` : 'REDIS_PASSWORD', {
      use: `Password of ${id}.`,
      make: MAKE_PASSWORD,
      form: 'password',
      subjects: [component.id],
    })
  }
}

/** A directory's account and base are no secrets, but the drawing does not have them and every site's differ. */
function claimUserStores(register: Register, { servers }: Deployment): void {
  const all = distinct(servers.map((server) => server.userStore?.service))
  for (const { id, component } of all) {
    const prefix = all.length > 1 ? envWord(id) : 'USER_STORE'
    const subjects = [component.id]
    const jdbc = textOf(component, 'type') === 'jdbc'
    const account = jdbc ? 'Database user' : 'Distinguished name of the account'
    register.claim(`${id}/name`, `${prefix}_BIND_NAME`, {
      use: `${account} that reads and writes ${id}. Not secret, but not in the drawing.`,
      form: 'name',
      subjects,
    })
    register.claim(`${id}/password`, `${prefix}_BIND_PASSWORD`, {
      use: 'Password of that account.',
      form: 'password',
      subjects,
    })
    register.claim(`${id}/base`, jdbc ? `${prefix}_DATABASE` : `${prefix}_BASE_DN`, {
      use: jdbc
        ? `Name of the database on ${id} that holds the users. Not secret, but not in the drawing.`
        : `Entry below which ${id} keeps users and groups, such as dc=example,dc=com.`,
      form: 'name',
      subjects,
    })
  }
}

/** H2 runs inside the server: a database drawn as H2 is each server's own. */
export function isEmbedded(target: DatabaseTarget): boolean {
  return target.database.dbms === 'h2'
}

/** One account of one database, whichever schemas it opens. */
function accountKey(target: DatabaseTarget): string {
  return `${target.database.component.id}/${target.username}`
}

/** Elements that bring a secret which is not one of a kind: what analytics is drawn, and databases for want of schemas. */
function brought({ design }: Deployment, name: string): Id[] {
  const kind = name === EMBEDDED_DATABASE_PASSWORD ? 'database' : OUTSIDE.has(name) ? 'analytics' : undefined
  return design.topology.components
    .filter((component) => component.kind === kind)
    .map(({ id }) => id)
    .sort()
}

const OUTSIDE: ReadonlySet<string> = new Set(OUTSIDE_SECRETS.map(({ name }) => name))

function distinct(instances: readonly (Instance | undefined)[]): Instance[] {
  return [...new Set(instances.filter((instance) => instance !== undefined))]
}

/** An id as part of the name of an environment variable. */
function envWord(id: string): string {
  const word = id.toUpperCase().replace(/[^A-Z0-9]+/g, '_')
  return /^[0-9]/.test(word) ? `_${word}` : word
}

/** `$env{NAME}`: replaced from the environment when the product reads the file. */
export function env(name: string): string {
  return `$env{${name}}`
}

/** Names that a configuration refers to as `$env{NAME}`, in order of first use; its comments hold what people typed. */
export function namesIn(text: string): string[] {
  const values = text.replace(/^#.*$/gm, '')
  return [...new Set([...values.matchAll(/\$env\{([A-Z0-9_]+)\}/g)].map((match) => match[1] ?? ''))]
}
