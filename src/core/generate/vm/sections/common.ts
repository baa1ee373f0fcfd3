import { flagOf } from '../../../kinds/properties'
import { hasRole } from '../../../kinds/roles'
import type { ServerKind } from '../../../kinds/server-kinds'
import type { Id } from '../../../model/design'
import { isIpv4 } from '../../../model/grammar'
import { type TomlTable, table } from '../../../serialize/toml'
import { xmlPasted } from '../../../serialize/xml'
import type { Address, Instance, OutsideDial } from '../../../wiring/deployment'
import { directoryOf, primaryUserStore } from '../../../wiring/user-stores'
import { JDBC } from '../../shared/jdbc'
import { type Node, type Plan, portNumber } from '../../shared/plan'
import {
  ADMIN_PASSWORD,
  ENCRYPTION_KEY,
  env,
  PRIMARY_KEYSTORE_PASSWORD,
  TLS_KEYSTORE_PASSWORD,
  TRUSTSTORE_PASSWORD,
} from '../../shared/secrets'
import { componentOf, runtime } from '../../shared/urls'
import { ownName, portalEntry } from '../portals'

/** Files under `repository/resources/security`: the first and the last one are the same on every server. */
export const PRIMARY_KEYSTORE = 'wso2am-primary.jks'
export const TLS_KEYSTORE = 'wso2am-tls.jks'
export const TRUSTSTORE = 'client-truststore.jks'
/** Alias of the one key in each keystore. */
export const KEY_ALIAS = 'wso2am'

/** Base of URLs that the server writes about itself; its default in the packs is misspelt and has no effect. */
const BASE_PATH = `${runtime('carbon.protocol')}://${runtime('carbon.host')}:${runtime('carbon.management.port')}`

/** What a kind's `deployment-toml.ts` is written from. */
export interface TomlContext {
  readonly plan: Plan
  readonly node: Node
}

/**
 * Tables that every server has, from `[server]` to the truststore.
 * Source: product-apim v4.5.0 to v4.7.0, shipped deployment.toml and infer.json of the four packs: `server_role` other
 * than `default` infers nothing on the component packs.
 */
export function commonTables({ plan, node }: TomlContext, options: { readonly basePath: boolean }): TomlTable[] {
  const { instance, server } = node
  const portals = portalEntry(plan, node)
  return [
    table(
      'server',
      {
        hostname: ownName(plan, node).host,
        node_ip: instance.address !== undefined && isIpv4(instance.address) ? instance.address : undefined,
        base_path: options.basePath ? BASE_PATH : undefined,
        offset: instance.offset,
        server_role: 'default',
      },
      {
        because: {
          subjects: [
            ...node.subjects,
            ...(server.ownEntry ? server.ownEntry.connections : []),
            ...(portals ? [portals.transit.component.id, ...portals.connections] : []),
          ],
          reason: 'The name that clients use for it, and the ports of its machine',
        },
      },
    ),
    table(
      'super_admin',
      { username: plan.settings.adminUsername, password: env(ADMIN_PASSWORD), create_admin_account: true },
      {
        comment: 'One administrator for all servers: they sign in to each other with it.',
        because: {
          subjects: [],
          settings: ['adminUsername'],
          reason: 'Servers check each other by the same administrator',
        },
      },
    ),
    ...userStoreTables(plan, node),
    ...keystoreTables(plan),
    ...proxyTables(plan, node),
  ]
}

/**
 * The primary keystore signs tokens and must be the same file everywhere; the other one holds the HTTPS certificate.
 * From 4.7.0 on a symmetric key encrypts stored data; without it in the file every server makes up its own.
 */
function keystoreTables(plan: Plan): TomlTable[] {
  const keystore = (file: string, password: string) => ({
    file_name: file,
    type: 'JKS',
    password: env(password),
    alias: KEY_ALIAS,
    key_password: env(password),
  })
  const own = { subjects: [], reason: 'A certificate of its own, from the authority that all servers trust' }
  const because = { subjects: [], reason: 'Every server signs and trusts with the same keystores' }
  return [
    table('keystore.tls', keystore(TLS_KEYSTORE, TLS_KEYSTORE_PASSWORD), { because: own }),
    table('keystore.primary', keystore(PRIMARY_KEYSTORE, PRIMARY_KEYSTORE_PASSWORD), { because }),
    table('truststore', { file_name: TRUSTSTORE, type: 'JKS', password: env(TRUSTSTORE_PASSWORD) }, { because }),
    ...(plan.facts.sharedEncryptionKey
      ? [
          table(
            'encryption',
            { key: env(ENCRYPTION_KEY) },
            {
              comment: 'The same on every server: each must read what another one stored.',
              because: { subjects: [], reason: `${plan.facts.version} encrypts stored data with one shared key` },
            },
          ),
        ]
      : []),
  ]
}

/** Port that links and redirects name, where it is not the server's own. Source: docs-apim, load balancer page. */
function proxyTables(plan: Plan, node: Node): TomlTable[] {
  const { instance, server, subjects } = node
  const { port } = ownName(plan, node)
  const portals = portalEntry(plan, node)
  if (port === undefined || port === portNumber(instance, 'servlet-https')) return []
  return [
    table(
      'transport.https.properties',
      { proxyPort: port },
      {
        because: {
          subjects: [
            ...subjects,
            ...(server.ownEntry ? [componentOf(server.ownEntry.via), ...server.ownEntry.connections] : []),
            ...(portals ? [portals.transit.component.id, ...portals.connections] : []),
          ],
          reason: 'The load balancer in front of it listens on this port',
        },
      },
    ),
  ]
}

/**
 * Users are in shared_db unless a primary store is drawn. One that does not say what it is is no database, and no table
 * can name it: the bundle is a draft then.
 */
function userStoreTables(plan: Plan, { kind, server }: Node): TomlTable[] {
  const { userStore } = server
  const primary = primaryUserStore(userStore?.service)
  if (userStore && primary) {
    return primary.type === 'jdbc' ? jdbcUserStore(plan, userStore) : directoryUserStore(plan, userStore, primary.type)
  }
  const store = userStore?.service
  return store && flagOf(store.component, 'secondary') !== true ? [] : [databaseUserStore(kind, store)]
}

function databaseUserStore(kind: ServerKind, secondary: Instance | undefined): TomlTable {
  const alone = !hasRole(kind, 'data-keeper')
  const id = secondary?.component.id
  return table(
    'user_store',
    { type: 'database_unique_id' },
    {
      ...(id !== undefined && {
        comment: `${id} is a secondary store: add it in the management console, on one server of each group.`,
      }),
      because: secondary
        ? { subjects: [secondary.component.id], reason: 'The primary users are in the shared database' }
        : {
            subjects: [],
            reason: alone
              ? 'It has users of its own: the administrator, by whom other servers sign in to it'
              : 'No user store is drawn: users are in the shared database',
          },
    },
  )
}

/** A directory. Source: product-apim v4.5.0 to v4.7.0, infer.json: the type brings the class and its properties. */
function directoryUserStore(plan: Plan, { service, addresses }: OutsideDial, type: string): TomlTable[] {
  const { component } = service
  const names = plan.secrets.userStore(service)
  const directory = directoryOf(addresses, type)
  return [
    table(
      'user_store',
      {
        type: directory.type,
        base_dn: env(names.base),
        connection_url: directory.url,
        connection_name: env(names.bindName),
        connection_password: env(names.bindPassword),
      },
      { because: { subjects: subjectsOf(service, addresses), reason: `Users are kept in ${component.id}` } },
    ),
  ]
}

/** Users in a database of their own. Source: carbon-kernel, `realm_manager.data_source` and the optional WSO2USER_DB. */
function jdbcUserStore(plan: Plan, { service, addresses }: OutsideDial): TomlTable[] {
  const names = plan.secrets.userStore(service)
  const because = { subjects: subjectsOf(service, addresses), reason: `Users are kept in ${service.component.id}` }
  const dialect = JDBC[plan.settings.dbms]
  return [
    table('user_store', { type: 'database_unique_id' }, { because }),
    table('realm_manager', { data_source: 'WSO2USER_DB' }, { because }),
    table(
      'database.user',
      {
        type: dialect.type,
        url: xmlPasted(dialect.url(addresses, env(names.base))),
        username: env(names.bindName),
        password: env(names.bindPassword),
        driver: dialect.driver,
        validationQuery: dialect.validationQuery,
      },
      { because },
    ),
  ]
}

/** The store, and what is on the way to it where it is not dialled itself. */
function subjectsOf(service: Instance, addresses: readonly Address[]): Id[] {
  const ways = addresses.flatMap(({ via, connections }) =>
    via === service.id ? [componentOf(via)] : [componentOf(via), ...connections],
  )
  return [...new Set([service.component.id, ...ways])]
}
