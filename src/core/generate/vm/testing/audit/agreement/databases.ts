import { type ServerFiles, valueAt } from '../read-bundle'
import type { Agreement } from './agreement'
import { everywhere, found, secretsOf } from './reading'

const NAMES = ['apim_db', 'shared_db'] as const
const JDBC = /^jdbc:[a-z]+:(?:thin:@|\/\/)([^:/;]+:\d+)(?:\/|;databaseName=)([^;?&]+)/
const external = (server: ServerFiles, name: string) =>
  !String(valueAt(server, `database.${name}.url`) ?? 'jdbc:h2').startsWith('jdbc:h2')
const SQL = /^databases\/[^/]+\/create-[a-z0-9]+\.sql$/
const CREATE = /^databases\/[^/]+\/create\.sh$/

/** Databases as servers open them and as scripts make them. */
export const DATABASES: readonly Agreement[] = [
  {
    says: 'databases that servers open are those that the SQL makes',
    places: (bundle) =>
      NAMES.flatMap((name) =>
        everywhere(
          bundle,
          [`database.${name}.url`],
          (_, { value }) => {
            // What Oracle calls a database is a service, and the runbook says that it must be there.
            const oracle = value.startsWith('jdbc:oracle:')
            const said = oracle
              ? found(bundle, /^databases\/[^/]+\/README\.md$/, /^\| `([^`]+)` \| (?:APIs|users),/g)
              : found(bundle, SQL, /CREATE DATABASE (?:IF NOT EXISTS )?[`"[]?([A-Za-z0-9_]+)/g)
            return said.map(({ value: name }) => name)
          },
          (url) => JDBC.exec(url)?.[2],
        ),
      ),
  },
  {
    says: 'users that servers connect as are those that the SQL makes',
    places: (bundle) =>
      NAMES.flatMap((name) =>
        everywhere(bundle, [`database.${name}.username`], (server) =>
          external(server, name)
            ? found(
                bundle,
                SQL,
                /(?:(?:CREATE (?:USER(?: IF NOT EXISTS)?|ROLE|LOGIN)|IMPLICIT_SCHEMA ON DATABASE TO USER) ['"`[]*)([A-Za-z0-9_]+)/g,
              ).map(({ value }) => value)
            : ['wso2carbon'],
        ),
      ),
  },
  {
    says: 'databases are dialled at the address that the script makes them at',
    places: (bundle) => {
      const hosts = found(bundle, CREATE, /DEFAULT_HOST=(\S+)/g).map(({ value }) => value)
      const ports = found(bundle, CREATE, /DEFAULT_PORT=(\d+)/g).map(({ value }) => value)
      const readme = found(bundle, /^databases\/[^/]+\/README\.md$/, /`([a-z0-9.-]+:\d+)`/g).map(({ value }) => value)
      return NAMES.flatMap((name) =>
        everywhere(
          bundle,
          [`database.${name}.url`],
          () => [...hosts.flatMap((host) => ports.map((port) => `${host}:${port}`)), ...readme],
          (url) => JDBC.exec(url)?.[1],
        ),
      )
    },
  },
  {
    says: 'passwords of databases are the variables that the script takes them from',
    places: (bundle) => {
      const taken = found(bundle, CREATE, /^ {2}'?([A-Z0-9_]+)(?:\||'?$)/g).map(({ value }) => value)
      return NAMES.flatMap((name) =>
        everywhere(
          bundle,
          [`database.${name}.password`],
          (server) => (external(server, name) && taken.length > 0 ? taken : secretsOf(server.tomlText)),
          (text) => secretsOf(text)[0],
        ),
      )
    },
  },
  {
    says: 'database, user and password go together in the script as they do on servers',
    places: (bundle) =>
      found(bundle, CREATE, /^ {2}'([^|']+\|[^|']+\|[A-Z0-9_]+)\|/g).map((site) => ({
        ...site,
        allowed: bundle.servers.flatMap((server) =>
          NAMES.map((name) =>
            [
              JDBC.exec(String(valueAt(server, `database.${name}.url`)))?.[2],
              valueAt(server, `database.${name}.username`),
              secretsOf(String(valueAt(server, `database.${name}.password`)))[0],
            ].join('|'),
          ),
        ),
      })),
  },
]
