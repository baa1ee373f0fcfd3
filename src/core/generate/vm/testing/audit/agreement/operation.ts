import { SERVLET } from '../facts'
import { type AuditBundle, own, type ServerFiles, type Site, textsAt } from '../read-bundle'
import type { Agreement, Place } from './agreement'
import { allowing, found, seats, variable } from './reading'

const VERIFY = /^verify\/verify\.sh$/
const INVENTORY = /^ansible\/inventory\/hosts\.yaml$/
const README = /^README\.md$/
const inOrder = (names: string) => names.split(',').sort().join()
const bare = (names: string) => names.replace(/\b(?:dns|ip):/g, '')

/** What the keystores script makes: folder and name, and all names of the certificate. */
function certificates(
  bundle: AuditBundle,
): { readonly place: string; readonly name: string; readonly names: string }[] {
  return ['SERVERS', 'ENTRIES'].flatMap((list) =>
    (bundle.keystores.lists.get(list) ?? []).map(({ value }) => {
      const [place = '', name = '', names = ''] = value.split('|')
      return { place, name, names: bare(names) }
    }),
  )
}

/** A field of the inventory below the folder of a server, with what the server's own files say about it. */
function inventory(bundle: AuditBundle, field: RegExp, said: (server: ServerFiles) => readonly string[]): Place[] {
  const folders = found(bundle, INVENTORY, / folder: (\S+)$/g)
  return found(bundle, INVENTORY, field).map((site) => {
    const folder = folders.filter(({ line }) => line < site.line).at(-1)?.value
    return { ...site, allowed: bundle.servers.filter((server) => server.folder === folder).flatMap(said) }
  })
}

/** An All-in-One may be asked as a gateway or as a control plane. */
const health = ({ kind }: ServerFiles) => [
  ...(kind === 'gw' ? [] : ['/services/Version']),
  ...(kind === 'gw' || kind === 'aio' ? ['/api/am/gateway/v2/server-startup-healthcheck'] : []),
]

/** Health checks of a file: the server, by its name and port, and the path that it is asked for. */
function asked(sites: readonly Site[], bundle: AuditBundle): Place[] {
  return sites.flatMap((site) => {
    const [, seat = '', path = ''] = /^([^/]+)(\/.*)$/.exec(site.value) ?? []
    const server = bundle.servers.find((one) => `${own(one)}:${SERVLET + one.offset}` === seat)
    const streams = seats(bundle, [9099, 8099]).includes(seat)
    return [
      { ...site, value: seat, allowed: seats(bundle, [SERVLET, 9099, 8099]) },
      { ...site, value: path, allowed: streams ? ['/health'] : server ? health(server) : [path] },
    ]
  })
}

/** The runbook, verify.sh and Ansible against what is installed. */
export const OPERATION: readonly Agreement[] = [
  {
    says: 'health checks ask servers at the port of their offset, by the path of their kind',
    places: (bundle) => [
      ...asked(found(bundle, VERIFY, /^ {2}health \S+ https?:\/\/(\S+)$/g), bundle),
      ...asked(found(bundle, README, /^until curl .* https:\/\/([^;\s]+);/g), bundle),
    ],
  },
  {
    says: 'verify.sh reads secrets where they were installed',
    places: (bundle) =>
      allowing(
        found(bundle, VERIFY, /^ {2}server .* (\/\S+\.env) \S+$/g),
        bundle.servers.map((server) => variable(server, 'ENVIRONMENT_FILE')),
      ),
  },
  {
    says: 'verify.sh looks for keystores in the folder that was installed',
    places: (bundle) =>
      found(bundle, VERIFY, /^ {2}server .* \/\S+\.env (\S+)$/g).map((site) => ({
        ...site,
        allowed: bundle.servers
          .filter((server) =>
            bundle.files
              .get(site.path)
              ?.split('\n')
              [site.line - 1]?.includes(` ${variable(server, 'ENVIRONMENT_FILE')} `),
          )
          .map((server) => variable(server, 'SERVER_HOME')),
      })),
  },
  {
    says: 'verify.sh opens connections that the firewall list has',
    places: (bundle) =>
      found(bundle, VERIFY, /^ {2}link \S+ (?:tcp|tls) (\S+ \d+) /g).map((site) => ({
        ...site,
        allowed: bundle.firewall.map(({ to, port }) => `${to} ${port}`),
      })),
  },
  {
    says: 'verify.sh goes to machines that management reaches',
    places: (bundle) =>
      allowing(
        found(bundle, VERIFY, /^ {2}'[^'|]+\|([^'|]+)'$/g),
        bundle.firewall.filter(({ from }) => from === 'management').map(({ to }) => to),
      ),
  },
  {
    says: 'verify.sh wants the names in certificates that the script puts there',
    places: (bundle) => {
      const made = certificates(bundle)
      return [
        ...allowing(
          found(bundle, VERIFY, /^ {2}certificate \S+ \S+ \d+ (\S+) \S+$/g),
          made.flatMap(({ names }) => names.split(',')),
        ),
        ...allowing(
          found(bundle, VERIFY, /^ {2}certificate \S+ (\S+) \d+ \S+ \S+$/g),
          bundle.firewall.flatMap(({ from, to }) => [from, to]),
        ),
        ...found(bundle, VERIFY, /^ {2}certificate \S+ \S+ \d+ \S+ (\S+)$/g).map((site) => ({
          ...site,
          allowed: made.some(({ names }) => inOrder(names) === inOrder(site.value)) ? [site.value] : [],
        })),
      ]
    },
  },
  {
    says: 'load balancers show certificates that the script makes for them',
    places: (bundle) =>
      found(bundle, /\/nginx\.conf$/, /ssl_certificate(?:_key)? \/etc\/nginx\/ssl\/(\S+)\.(?:crt|key);/g).map(
        (site) => ({
          ...site,
          allowed: certificates(bundle)
            .filter(({ place }) => site.path.startsWith(`${place}/`))
            .map(({ name }) => name),
        }),
      ),
  },
  {
    says: 'load balancers ask servers by names that their certificates hold',
    places: (bundle) =>
      allowing(
        found(
          bundle,
          /\/(?:nginx\.conf|haproxy\.cfg)$/,
          /(?:proxy_ssl_name |verifyhost |check-sni |sni str\()([^;\s)]+)/g,
        ),
        (bundle.keystores.lists.get('SERVERS') ?? []).flatMap(({ value }) =>
          bare(value.split('|')[2] ?? '').split(','),
        ),
      ),
  },
  {
    says: 'every server has a certificate in a folder of its own',
    places: (bundle) =>
      allowing(
        (bundle.keystores.lists.get('SERVERS') ?? []).map((site) => ({
          ...site,
          value: site.value.split('|')[0] ?? '',
        })),
        bundle.servers.map(({ folder }) => folder.split('/').at(-1) ?? ''),
      ),
  },
  {
    says: 'a server has a certificate with its own name and the one for clients',
    places: (bundle) => {
      const names = (server: ServerFiles) =>
        certificates(bundle)
          .filter(({ place }) => place === server.folder.split('/').at(-1))
          .flatMap((one) => one.names.split(','))
      return bundle.servers.flatMap((server) => [
        { ...server.ownName, allowed: names(server) },
        ...textsAt(server, 'server.hostname').map((site) => ({ ...site, allowed: names(server) })),
      ])
    },
  },
  {
    says: 'Ansible dials machines that management reaches',
    places: (bundle) =>
      allowing(
        found(bundle, INVENTORY, /ansible_host: (\S+)$/g),
        bundle.firewall.filter(({ from }) => from === 'management').map(({ to }) => to),
      ),
  },
  {
    says: 'Ansible installs folders, packs and units that the bundle has',
    places: (bundle) => [
      ...allowing(
        found(bundle, INVENTORY, / folder: (\S+)$/g),
        bundle.servers.map(({ folder }) => folder),
      ),
      ...inventory(bundle, / unit: (\S+)$/g, (server) => [variable(server, 'UNIT').replace(/\.service$/, '')]),
      ...inventory(bundle, / distribution: (\S+)$/g, (server) => [variable(server, 'DISTRIBUTION')]),
      ...inventory(bundle, / health_url: "https:\/\/localhost:([^"]+)"$/g, (server) =>
        health(server).map((path) => `${SERVLET + server.offset}${path}`),
      ),
    ],
  },
  {
    says: 'Ansible copies files that the bundle has',
    places: (bundle) => {
      const paths = [...bundle.files.keys()]
      return [
        ...allowing(found(bundle, INVENTORY, /packet_filter: (\S+)$/g), paths),
        ...allowing(
          found(bundle, INVENTORY, /balancer_folder: (\S+)$/g),
          paths.map((path) => path.slice(0, path.lastIndexOf('/'))),
        ),
      ]
    },
  },
  {
    says: 'the runbook goes to folders and starts units that the bundle has',
    places: (bundle) => [
      ...allowing(
        found(bundle, README, /^cd ~\/wso2am-bundle\/(\S+)$/g),
        bundle.servers.map(({ folder }) => folder),
      ),
      ...allowing(
        found(bundle, README, /^sudo systemctl start (\S+)$/g),
        bundle.servers.map((server) => variable(server, 'UNIT').replace(/\.service$/, '')),
      ),
      ...allowing(
        found(bundle, README, /^sudo ~\/wso2am-bundle\/(\S+)\/install\.sh --uninstall/g),
        bundle.servers.map(({ folder }) => folder),
      ),
    ],
  },
  {
    says: 'the runbook copies the bundle to machines that management reaches',
    places: (bundle) => {
      const reached = bundle.firewall.filter(({ from }) => from === 'management').map(({ to }) => to)
      return found(bundle, README, /^for host in (.*); do$/g).flatMap((site) =>
        site.value.split(' ').map((value) => ({ ...site, value, allowed: reached })),
      )
    },
  },
  {
    says: 'shared folders are copied between folders of servers, by their names',
    places: (bundle) => {
      const script = /^common\/copy-shared-folders\.sh$/
      return [
        ...allowing(
          found(bundle, script, /^ {2}'\d+\|[^|]+\|([^|]+)\|/g),
          bundle.servers.map((server) => variable(server, 'SERVER_HOME')),
        ),
        ...allowing(found(bundle, script, /^ {2}'\d+\|[^|]+\|[^|]+\|([^']+)'$/g), bundle.servers.map(own)),
      ]
    },
  },
  {
    says: 'check sums are those of files that are there',
    places: (bundle) => allowing(found(bundle, /^SHA256SUMS$/, /^[0-9a-f]{64} [ *](.+)$/g), [...bundle.files.keys()]),
  },
]
