import { COLLATION, DRIVERS, TESTED } from '../facts'
import { type AuditBundle, entriesAt, textsAt, valueAt } from '../read-bundle'
import { byServer, opensDatabases, sqlOf } from './reading'
import type { Rule } from './rule'

/** What nobody says is for trials is for production. */
const isProduction = ({ drawing }: AuditBundle) => drawing.settings.production !== false

/** Databases, their settings and the way to them. */
export const DATABASES: readonly Rule[] = [
  {
    number: 49,
    severity: 'E',
    says: 'no embedded database where data is shared',
    check: (bundle) =>
      byServer(bundle, (server) =>
        ['aio', 'acp', 'km'].includes(server.kind) && (bundle.servers.length > 1 || isProduction(bundle))
          ? ['database.apim_db.url', 'database.shared_db.url'].map(
              (path) => /^jdbc:h2/.test(String(valueAt(server, path))) && `${path} is H2`,
            )
          : [],
      ),
  },
  {
    number: 50,
    severity: 'W',
    says: 'the database system is one that WSO2 tested',
    check: (bundle) =>
      bundle.drawing.components
        .filter(({ kind }) => kind === 'database')
        .flatMap(({ id, properties }) => {
          const dbms = String(properties?.dbms ?? bundle.drawing.settings.dbms ?? 'mysql')
          const tested = TESTED[bundle.drawing.apimVersion]?.[dbms]
          const version = properties?.version
          return tested === undefined || (typeof version === 'string' && !tested.test(version))
            ? [`${id}: ${dbms} ${version ?? ''}`]
            : []
        }),
  },
  {
    number: 51,
    severity: 'E',
    says: 'MySQL tells names apart by case, in the character set of the version',
    check: (bundle) =>
      [...sqlOf(bundle, 'mysql'), ...sqlOf(bundle, 'mariadb')].flatMap((sql) =>
        sql
          .split('\n')
          .filter(
            (line) =>
              line.startsWith('CREATE DATABASE') && !line.includes(COLLATION[bundle.drawing.apimVersion] ?? '?'),
          ),
      ),
  },
  {
    number: 52,
    severity: 'E',
    says: 'SQL Server tells names apart by case and keeps row versions',
    check: (bundle) =>
      sqlOf(bundle, 'mssql').flatMap((sql) => {
        const made = sql.match(/CREATE DATABASE/g)?.length ?? 0
        const count = (text: string) => sql.split(text).length - 1
        return made > 0 &&
          [
            count('COLLATE Latin1_General_CS_AS'),
            count('ALLOW_SNAPSHOT_ISOLATION ON'),
            count('READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE'),
          ].every((one) => one === made)
          ? []
          : ['a database without its settings']
      }),
  },
  {
    number: 53,
    severity: 'E',
    says: 'an ampersand in a URL is written for XML',
    check: (bundle) =>
      byServer(bundle, (server) => opensDatabases(server).map(({ value }) => /&(?!amp;)/.test(value) && value)),
  },
  {
    number: 54,
    severity: 'E',
    says: 'a server that opens a database has its driver',
    check: (bundle) =>
      byServer(bundle, (server) => {
        const wanted = [
          ...new Set(opensDatabases(server).flatMap(({ value }) => /^jdbc:([a-z0-9]+):/.exec(value)?.[1] ?? [])),
        ].filter((name) => name !== 'h2')
        const listed = (server.install.lists.get('DRIVERS') ?? []).map(({ value }) => value)
        return wanted.map(
          (name) => !listed.some((driver) => DRIVERS[name]?.test(driver)) && `has no driver for ${name}`,
        )
      }),
  },
  {
    number: 55,
    severity: 'W',
    says: 'no plain connection, administrator or sample password towards databases',
    check: (bundle) =>
      byServer(bundle, (server) => [
        ...opensDatabases(server).map(({ value }) => /useSSL=false/i.test(value) && value),
        ...server.toml.entries.map(
          ({ path, value }) =>
            /^database\.(?:apim_db|shared_db)\.username$/.test(path) &&
            /^(?:root|postgres|sa|system|sys|db2inst1)$/i.test(String(value)) &&
            `${path} is an administrator`,
        ),
        ...server.toml.entries.map(
          ({ path, value }) =>
            /password$/.test(path) &&
            /^(?:wso2carbon|apimadmin|sharedadmin|admin)$/.test(String(value)) &&
            `${path} is a sample`,
        ),
      ]),
  },
  {
    number: 56,
    severity: 'W',
    says: 'pools fit into the limit of the database',
    check: (bundle) => {
      const limits = bundle.drawing.components.flatMap(({ kind, properties }) =>
        kind === 'database' && typeof properties?.connectionLimit === 'number' ? [properties.connectionLimit] : [],
      )
      const sum = bundle.servers
        .flatMap((server) =>
          ['apim_db', 'shared_db'].map((name) =>
            Number(valueAt(server, `database.${name}.pool_options.maxActive`) ?? 0),
          ),
        )
        .reduce((a, b) => a + b, 0)
      return limits.length === 1 && sum >= (limits[0] ?? 0) ? [`${sum} connections for ${limits[0]}`] : []
    },
  },
  {
    number: 57,
    severity: 'E',
    says: 'files of one server are not on a shared folder',
    check: (bundle) =>
      byServer(bundle, (server) => [
        ...textsAt(server, 'database.local.url').map(
          ({ value }) => !value.startsWith('jdbc:h2:./repository/database/') && value,
        ),
        entriesAt(server, 'indexing.location').length > 0 && 'moves its index',
      ]),
  },
  {
    number: 58,
    severity: 'E',
    says: 'the two databases are two',
    check: (bundle) =>
      byServer(bundle, (server) => [
        valueAt(server, 'database.apim_db.url') !== undefined &&
          valueAt(server, 'database.apim_db.url') === valueAt(server, 'database.shared_db.url') &&
          'opens one database twice',
      ]),
  },
]
