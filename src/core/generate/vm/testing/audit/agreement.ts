import { BINARY, BINARY_TLS, BROKER, BROKER_TLS, PORTS, SERVLET } from './facts'
import {
  type AuditBundle,
  entriesAt,
  linesOf,
  type ServerFiles,
  type Site,
  textsAt,
  urlParts,
  valueAt,
} from './read-bundle'

/**
 * What must agree between the files of a bundle, as a table. Each row finds the places where something is said and what
 * the other files allow it to be there.
 */
export interface Agreement {
  readonly says: string
  readonly places: (bundle: AuditBundle) => readonly Place[]
}

export interface Place extends Site {
  /** What other files make of it. */
  readonly allowed: readonly string[]
}

export interface Disagreement {
  readonly says: string
  readonly path: string
  readonly line: number
  readonly value: string
}

export function disagreements(bundle: AuditBundle, table: readonly Agreement[] = AGREEMENTS): Disagreement[] {
  return table.flatMap(({ says, places }) =>
    places(bundle)
      .filter(({ value, allowed }) => !allowed.includes(value))
      .map(({ path, line, value }) => ({ says, path, line, value })),
  )
}

const own = (server: ServerFiles) => server.ownName.value
const isControl = ({ kind }: ServerFiles) => kind === 'aio' || kind === 'acp'
const allowing = (sites: readonly Site[], allowed: readonly string[]): Place[] =>
  sites.map((site) => ({ ...site, allowed }))

/** Places of all servers' files, each with what is allowed there. */
function everywhere(
  bundle: AuditBundle,
  paths: readonly string[],
  allowed: (server: ServerFiles, site: Site) => readonly string[],
  part: (value: string) => string | undefined = (value) => value,
): Place[] {
  return bundle.servers.flatMap((server) =>
    paths.flatMap((path) =>
      textsAt(server, path).flatMap((site) => {
        const value = part(site.value)
        return value === undefined ? [] : [{ ...site, value, allowed: allowed(server, site) }]
      }),
    ),
  )
}

/** `name:port` at which servers listen, by the name that others dial and the offset of their own file. */
function seats(bundle: AuditBundle, bases: readonly number[]): string[] {
  return bundle.servers.flatMap((server) =>
    bases.filter((base) => PORTS[server.kind].includes(base)).map((base) => `${own(server)}:${base + server.offset}`),
  )
}

/** `name:port` at which load balancers of the bundle listen; the usual port of the scheme is left out, as in a URL. */
function entries(bundle: AuditBundle): string[] {
  return bundle.listeners.flatMap(({ names, port }) =>
    names.flatMap((name) => (port === 443 || port === 80 ? [name, `${name}:${port}`] : [`${name}:${port}`])),
  )
}

/** A public name that no file of the bundle serves: something in front that is set up by hand. */
function servedElsewhere(bundle: AuditBundle): string[] {
  const fronted = linesOf(bundle.files, 'README.md').flatMap(({ text }) => {
    const cells = text.split('|').map((cell) => cell.trim())
    return cells.length > 4 ? [...(cells[2] ?? '').matchAll(/`([a-z0-9.-]+)`/g)].map(([, name = '']) => name) : []
  })
  const served = new Set([...bundle.servers.map(own), ...bundle.listeners.flatMap(({ names }) => names)])
  return [...new Set(fronted)].filter((name) => name.includes('.') && !served.has(name))
}

const authority = (url: string) => {
  const { host, port } = urlParts(url)
  return host === 'localhost' ? undefined : port === '' ? host : `${host}:${port}`
}

function services(bundle: AuditBundle): string[] {
  return [...entries(bundle), ...servedElsewhere(bundle), ...seats(bundle, [SERVLET])]
}

const secretsOf = (text: string) => [...text.matchAll(/\$env\{([A-Z0-9_]+)\}/g)].map(([, name = '']) => name)
const variable = (server: ServerFiles, name: string): string => server.install.variables.get(name)?.value ?? ''
const settings = (server: ServerFiles, key: string) => server.unit.settings.filter((one) => one.key === key)
const listed = (server: ServerFiles, name: string) => server.install.lists.get(name) ?? []
const head = (site: Site): Site => ({ ...site, value: site.value.split('|')[0] ?? '' })

/** One value that has to be the same on all servers: each is held to the first one. */
function sameEverywhere(bundle: AuditBundle, path: string): Place[] {
  const first = bundle.servers.find((server) => entriesAt(server, path).length > 0)
  return first
    ? everywhere(bundle, [path], (server) =>
        server === first ? othersAt(bundle, server, path) : [String(valueAt(first, path))],
      )
    : []
}

function othersAt(bundle: AuditBundle, self: ServerFiles, path: string): string[] {
  const others = bundle.servers
    .filter((server) => server !== self)
    .flatMap((server) => textsAt(server, path).map(({ value }) => value))
  return others.length > 0 ? others : [String(valueAt(self, path))]
}

/** Lines of a file that match, with the first group as the value. */
function found(bundle: AuditBundle, path: RegExp, pattern: RegExp): Site[] {
  return [...bundle.files.keys()]
    .filter((name) => path.test(name))
    .flatMap((name) =>
      linesOf(bundle.files, name).flatMap(({ text, line }) =>
        [...text.matchAll(pattern)].map(([, value = '']) => ({ path: name, line, value })),
      ),
    )
}

const DATABASES = ['apim_db', 'shared_db'] as const
const JDBC = /^jdbc:[a-z]+:(?:thin:@|\/\/)([^:/;]+:\d+)(?:\/|;databaseName=)([^;?&]+)/
const external = (server: ServerFiles, name: string) =>
  !String(valueAt(server, `database.${name}.url`) ?? 'jdbc:h2').startsWith('jdbc:h2')
const SQL = /^databases\/[^/]+\/create-[a-z0-9]+\.sql$/
const CREATE = /^databases\/[^/]+\/create\.sh$/

export const AGREEMENTS: readonly Agreement[] = [
  {
    says: 'brokers that are dialled are servers, at the port of their offset',
    places: (bundle) =>
      everywhere(
        bundle,
        [
          'apim.event_hub.event_listening_endpoints',
          'apim.event_hub.event_duplicate_url',
          'apim.throttling.throttle_decision_endpoints',
          'apim.throttling.event_duplicate_url',
        ],
        () => seats(bundle, [BROKER, BROKER_TLS]),
        authority,
      ),
  },
  {
    says: "a server's own broker has the port of its offset",
    places: (bundle) =>
      everywhere(
        bundle,
        ['apim.event_hub.event_listening_endpoints', 'apim.throttling.throttle_decision_endpoints'],
        (server) => [BROKER, BROKER_TLS].map((base) => String(base + server.offset)),
        (url) => (urlParts(url).host === 'localhost' ? urlParts(url).port : undefined),
      ),
  },
  {
    says: 'receivers of events and counts are servers, at the port of their offset',
    places: (bundle) =>
      everywhere(
        bundle,
        ['apim.event_hub.publish.url_group[].urls', 'apim.throttling.url_group[].traffic_manager_urls'],
        () => seats(bundle, [BINARY]),
        authority,
      ),
  },
  {
    says: 'receivers are signed in to at the port of their offset',
    places: (bundle) =>
      everywhere(
        bundle,
        ['apim.event_hub.publish.url_group[].auth_urls', 'apim.throttling.url_group[].traffic_manager_auth_urls'],
        () => seats(bundle, [BINARY_TLS]),
        authority,
      ),
  },
  {
    says: 'services that are dialled are entries of load balancers, or servers at the port of their offset',
    places: (bundle) =>
      everywhere(
        bundle,
        [
          'apim.key_manager.service_url',
          'apim.event_hub.service_url',
          'apim.gateway.environment[].service_url',
          'event_listener[].properties.notification_endpoint',
          'apim.oauth_config.revoke_endpoint',
          'oauth.endpoints.oauth2_jwks_url',
          'apim.devportal.url',
        ],
        () => services(bundle),
        authority,
      ),
  },
  {
    says: 'addresses that API users see are entries of load balancers, or gateways at the port of their offset',
    places: (bundle) =>
      (
        [
          ['http_endpoint', 8280],
          ['https_endpoint', 8243],
          ['ws_endpoint', 9099],
          ['wss_endpoint', 8099],
          ['websub_event_receiver_http_endpoint', 9021],
          ['websub_event_receiver_https_endpoint', 8021],
        ] as const
      ).flatMap(([key, base]) =>
        everywhere(
          bundle,
          [`apim.gateway.environment[].${key}`],
          () => [
            ...entries(bundle),
            ...servedElsewhere(bundle).flatMap((name) => [name, `${name}:${base}`]),
            ...seats(bundle, [base]),
          ],
          authority,
        ),
      ),
  },
  {
    says: 'the public name of a server is its own or an entry in front of it',
    places: (bundle) =>
      everywhere(bundle, ['server.hostname'], (server) => [
        own(server),
        ...servedElsewhere(bundle),
        ...bundle.listeners
          .filter(({ upstreams }) => upstreams.some(({ host }) => host === own(server)))
          .flatMap(({ names }) => names),
      ]),
  },
  {
    says: 'the proxy port is one that the load balancer listens on for that name',
    places: (bundle) =>
      everywhere(bundle, ['transport.https.properties.proxyPort'], ({ publicName }) => {
        const ports = bundle.listeners.filter(({ names }) => names.includes(publicName)).map(({ port }) => String(port))
        return ports.length > 0 ? ports : ['443']
      }),
  },
  {
    says: 'gateways load labels that are environments of a control plane',
    places: (bundle) =>
      everywhere(bundle, ['apim.sync_runtime_artifacts.gateway.gateway_labels'], () =>
        bundle.servers
          .filter(isControl)
          .flatMap((server) => textsAt(server, 'apim.gateway.environment[].name').map(({ value }) => value)),
      ),
  },
  {
    says: 'environments are labels that gateways load',
    places: (bundle) =>
      everywhere(bundle, ['apim.gateway.environment[].name'], () =>
        bundle.servers.flatMap((server) =>
          textsAt(server, 'apim.sync_runtime_artifacts.gateway.gateway_labels').map(({ value }) => value),
        ),
      ),
  },
  {
    says: 'load balancers forward to servers, at the port of their offset',
    places: (bundle) => {
      const all = bundle.servers.flatMap((server) => seats({ ...bundle, servers: [server] }, PORTS[server.kind]))
      const chained = entries(bundle)
      return bundle.listeners.flatMap(({ path, upstreams }) =>
        upstreams.map(({ host, port, line }) => ({
          path,
          line,
          value: `${host}:${port}`,
          allowed: [...all, ...chained],
        })),
      )
    },
  },
  {
    says: 'firewalls open ports that servers of that name open',
    places: (bundle) =>
      bundle.firewall
        .filter(({ to }) => bundle.servers.some((server) => own(server) === to))
        .filter(({ port }) => port !== '22')
        .map(({ to, port, line }) => ({
          path: 'network/firewall.csv',
          line,
          value: port,
          allowed: [
            ...bundle.servers
              .filter((server) => own(server) === to)
              .flatMap((server) => PORTS[server.kind].map((base) => String(base + server.offset))),
            ...bundle.listeners.filter(({ names }) => names.includes(to)).map((listener) => String(listener.port)),
          ],
        })),
  },
  {
    says: 'what a server dials is open in the firewall',
    places: (bundle) => {
      const open = (server: ServerFiles) =>
        bundle.firewall
          .filter(({ from }) => from === own(server))
          .flatMap(({ to, port }) => (port === '443' ? [to, `${to}:443`] : [`${to}:${port}`]))
      return everywhere(
        bundle,
        [
          'apim.key_manager.service_url',
          'apim.event_hub.service_url',
          'apim.gateway.environment[].service_url',
          'apim.event_hub.event_listening_endpoints',
          'apim.event_hub.event_duplicate_url',
          'apim.throttling.throttle_decision_endpoints',
          'apim.throttling.event_duplicate_url',
          'apim.event_hub.publish.url_group[].urls',
          'apim.event_hub.publish.url_group[].auth_urls',
          'apim.throttling.url_group[].traffic_manager_urls',
          'apim.throttling.url_group[].traffic_manager_auth_urls',
        ],
        (server, site) =>
          urlParts(site.value).host === own(server) ? [authority(site.value) ?? '', ...open(server)] : open(server),
        authority,
      ).filter(
        ({ value, path }) =>
          !bundle.servers.some((server) => path === server.tomlPath && value.startsWith(`${own(server)}:`)),
      )
    },
  },
  {
    says: 'secrets that a configuration reads are checked and installed by its script',
    places: (bundle) =>
      bundle.servers.flatMap((server) => {
        const installed = listed(server, 'SECRETS').map((site) => head(site).value)
        return server.toml.entries.flatMap(({ value, line }) =>
          secretsOf(String(value)).map((name) => ({ path: server.tomlPath, line, value: name, allowed: installed })),
        )
      }),
  },
  {
    says: 'secrets that a script installs are read by its configuration',
    places: (bundle) =>
      bundle.servers.flatMap((server) => allowing(listed(server, 'SECRETS').map(head), secretsOf(server.tomlText))),
  },
  {
    says: 'secrets of the example are those that some configuration reads',
    places: (bundle) =>
      allowing(
        bundle.secrets,
        bundle.servers.flatMap(({ tomlText }) => secretsOf(tomlText)),
      ),
  },
  {
    says: 'secrets that a script installs are in the example',
    places: (bundle) =>
      bundle.servers.flatMap((server) =>
        allowing(
          listed(server, 'SECRETS').map(head),
          bundle.secrets.map(({ value }) => value),
        ),
      ),
  },
  {
    says: 'keystores that a configuration opens are those that the script makes',
    places: (bundle) =>
      everywhere(bundle, ['keystore.tls.file_name', 'keystore.primary.file_name', 'truststore.file_name'], () =>
        ['PRIMARY', 'TLS', 'TRUSTSTORE'].map((name) => bundle.keystores.variables.get(name)?.value ?? ''),
      ),
  },
  {
    says: 'keystores that a script installs are those that the configuration opens',
    places: (bundle) =>
      bundle.servers.flatMap((server) =>
        allowing(
          listed(server, 'KEYSTORES').map(head),
          ['keystore.tls.file_name', 'keystore.primary.file_name', 'truststore.file_name'].map((path) =>
            String(valueAt(server, path)),
          ),
        ),
      ),
  },
  {
    says: 'the alias of a key is the one that the script gives it',
    places: (bundle) =>
      everywhere(bundle, ['keystore.tls.alias', 'keystore.primary.alias'], () => [
        bundle.keystores.variables.get('ALIAS')?.value ?? '',
      ]),
  },
  { says: 'the encryption key is one on all servers', places: (bundle) => sameEverywhere(bundle, 'encryption.key') },
  {
    says: 'the administrator is one on all servers',
    places: (bundle) => sameEverywhere(bundle, 'super_admin.username'),
  },
  {
    says: "the administrator's password is one on all servers",
    places: (bundle) => sameEverywhere(bundle, 'super_admin.password'),
  },
  {
    says: 'the primary keystore is one on all servers',
    places: (bundle) => sameEverywhere(bundle, 'keystore.primary.file_name'),
  },
  {
    says: 'the secret of portal URLs is one on all servers',
    places: (bundle) => sameEverywhere(bundle, 'apim.devportal.url_generation_secret'),
  },
  {
    says: 'databases that servers open are those that the SQL makes',
    places: (bundle) =>
      DATABASES.flatMap((name) =>
        everywhere(
          bundle,
          [`database.${name}.url`],
          () =>
            found(bundle, SQL, /CREATE DATABASE (?:IF NOT EXISTS )?[`"[]?([A-Za-z0-9_]+)/g).map(({ value }) => value),
          (url) => JDBC.exec(url)?.[2],
        ),
      ),
  },
  {
    says: 'users that servers connect as are those that the SQL makes',
    places: (bundle) =>
      DATABASES.flatMap((name) =>
        everywhere(bundle, [`database.${name}.username`], (server) =>
          external(server, name)
            ? found(bundle, SQL, /(?:CREATE (?:USER(?: IF NOT EXISTS)?|ROLE|LOGIN) ['"`[]*)([A-Za-z0-9_]+)/g).map(
                ({ value }) => value,
              )
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
      return DATABASES.flatMap((name) =>
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
      return DATABASES.flatMap((name) =>
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
    says: 'the unit starts the script, in the folder, that was installed',
    places: (bundle) =>
      bundle.servers.flatMap((server) =>
        ['ExecStart', 'ExecStop', 'ExecReload'].flatMap((key) =>
          settings(server, key).map((site) => ({
            ...site,
            value: site.value.split(' ')[0] ?? '',
            allowed: [`${variable(server, 'SERVER_HOME')}/bin/${variable(server, 'START_SCRIPT')}`],
          })),
        ),
      ),
  },
  {
    says: 'the unit runs as the user that was made',
    places: (bundle) =>
      bundle.servers.flatMap((server) =>
        ['User', 'Group'].flatMap((key) => allowing(settings(server, key), [variable(server, 'SERVICE_USER')])),
      ),
  },
  {
    says: 'the unit reads the secrets that were installed',
    places: (bundle) =>
      bundle.servers.flatMap((server) =>
        allowing(settings(server, 'EnvironmentFile'), [variable(server, 'ENVIRONMENT_FILE')]),
      ),
  },
  {
    says: 'the unit watches the process of the installed folder',
    places: (bundle) =>
      bundle.servers.flatMap((server) =>
        allowing(settings(server, 'PIDFile'), [`${variable(server, 'SERVER_HOME')}/wso2carbon.pid`]),
      ),
  },
  {
    says: 'the script installs the unit that is beside it',
    places: (bundle) =>
      bundle.servers.flatMap(({ folder, install, unit }) =>
        allowing(
          [install.variables.get('UNIT')].filter((site) => site !== undefined),
          [unit.path.slice(folder.length + 1)],
        ),
      ),
  },
  {
    says: 'the script unpacks the release that the configuration is for',
    places: (bundle) =>
      bundle.servers.flatMap((server) =>
        allowing(
          [server.install.variables.get('DISTRIBUTION')].filter((site) => site !== undefined),
          [
            `${{ aio: 'wso2am', acp: 'wso2am-acp', km: 'wso2am-acp', tm: 'wso2am-tm', gw: 'wso2am-universal-gw' }[server.kind]}-${server.version}`,
          ],
        ),
      ),
  },
  {
    says: 'a server resolves the names that it dials',
    places: (bundle) =>
      bundle.servers.flatMap((server) =>
        allowing(
          listed(server, 'PEERS'),
          bundle.firewall.filter(({ from }) => from === own(server)).map(({ to }) => to),
        ),
      ),
  },
  {
    says: 'the runbook checks servers at the port of their offset',
    places: (bundle) =>
      found(bundle, /^README\.md$/, /^\| `[^`]+` \| `curl -fk https:\/\/([^/]+)\//g).map((site) => ({
        ...site,
        allowed: seats(bundle, [SERVLET]),
      })),
  },
  {
    says: 'names of servers in the runbook are those of the firewall list',
    places: (bundle) =>
      allowing(
        bundle.servers.map(({ ownName }) => ownName),
        bundle.firewall.flatMap(({ from, to }) => [from, to]),
      ),
  },
  {
    says: 'outgoing connections leave the ports of the servers alone',
    places: (bundle) => {
      const reserved = found(bundle, /^common\/host\/sysctl\.conf$/, /(?:reserved_ports = |,)(\d+)/g)
      const opened = bundle.servers.flatMap((server) => PORTS[server.kind].map((base) => String(base + server.offset)))
      const said = new Set(reserved.map(({ value }) => value))
      const missing = opened
        .filter((port) => !said.has(port))
        .map((value) => ({ path: 'common/host/sysctl.conf', line: 0, value, allowed: [] }))
      return [...allowing(reserved, opened), ...missing]
    },
  },
  {
    says: 'limits are those of the service user',
    places: (bundle) =>
      found(bundle, /^common\/host\/limits\.conf$/, /^(\S+) (?:soft|hard) /g).map((site) => ({
        ...site,
        allowed: bundle.servers.map((server) => variable(server, 'SERVICE_USER')),
      })),
  },
  {
    says: 'names in the certificate are names of servers and entries',
    places: (bundle) =>
      allowing(
        (bundle.keystores.lists.get('NAMES') ?? []).map((site) => ({
          ...site,
          value: site.value.replace(/^(?:dns|ip):/, ''),
        })),
        [
          'localhost',
          ...bundle.servers.flatMap((server) => [own(server), server.publicName]),
          ...bundle.listeners.flatMap(({ names }) => names),
          ...servedElsewhere(bundle),
          ...bundle.firewall.map(({ to }) => to),
        ],
      ),
  },
  {
    says: 'publishers for other regions read a JNDI file that is there',
    places: (bundle) =>
      found(bundle, /\/eventpublishers\/[^/]+\.xml$/, /provider\.url">([^<]+)</g).map((site) => ({
        ...site,
        allowed: [...bundle.files.keys()]
          .filter((path) => path.startsWith(site.path.split('/repository/')[0] ?? '?'))
          .map((path) => path.slice((site.path.split('/repository/')[0] ?? '').length + 1)),
      })),
  },
  {
    says: 'publishers for other regions write to topics that their JNDI file has',
    places: (bundle) =>
      found(bundle, /\/eventpublishers\/[^/]+\.xml$/, /transport\.jms\.Destination">([^<]+)</g).map((site) => {
        const folder = site.path.split('/repository/')[0] ?? ''
        const jndi = /provider\.url">([^<]+)</.exec(bundle.files.get(site.path) ?? '')?.[1] ?? ''
        return {
          ...site,
          allowed: [...(bundle.files.get(`${folder}/${jndi}`) ?? '').matchAll(/^topic\.(\S+) = \1$/gm)].map(
            ([, topic = '']) => topic,
          ),
        }
      }),
  },
  {
    says: 'brokers of other regions are control planes, at the port of their offset',
    places: (bundle) =>
      found(bundle, /\/conf\/jndi-region-[^/]+\.properties$/, /brokerlist='tcp:\/\/([^'?]+)/g).map((site) => ({
        ...site,
        allowed: seats({ ...bundle, servers: bundle.servers.filter(isControl) }, [BROKER, BROKER_TLS]),
      })),
  },
  {
    says: 'brokers of other regions are signed in to as the administrator',
    places: (bundle) =>
      found(bundle, /\/conf\/jndi-region-[^/]+\.properties$/, /amqp:\/\/([^:]+):/g).map((site) => ({
        ...site,
        allowed: bundle.servers.map((server) => String(valueAt(server, 'super_admin.username'))),
      })),
  },
]
