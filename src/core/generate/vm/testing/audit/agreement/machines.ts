import { type AuditBundle, own, type Site } from '../read-bundle'
import type { Agreement } from './agreement'
import { allowing, found } from './reading'

const LIST = 'network/firewall.csv'
const FILTERS = /^network\/(?:nftables|firewalld)\/(hosts|load-balancers)\/([^/]+?)(?:\.nft|\/topology\.xml)$/
const SSH = '22'

/** Names that a machine with a packet filter is dialled by: those of its servers, or of the entries of a load balancer. */
function namesBehind(bundle: AuditBundle, filter: string): string[] {
  const [, kind = '', name = ''] = FILTERS.exec(filter) ?? []
  return kind === 'hosts'
    ? bundle.servers.filter(({ machine }) => machine === name).map(own)
    : bundle.listeners.filter(({ path }) => path.startsWith(`load-balancers/${name}/`)).flatMap(({ names }) => names)
}

function filterLines(bundle: AuditBundle): Site[] {
  return [
    ...found(bundle, FILTERS, /tcp dport (\d+) accept/g),
    ...found(bundle, FILTERS, /(?:<port[^>]*port="|so refused: tcp )(\d+)/g),
  ].filter(({ path }) => namesBehind(bundle, path).length > 0)
}

const vrrp = (bundle: AuditBundle, pattern: RegExp) => found(bundle, /\/keepalived\.conf$/, pattern)

/** Folders of load balancers that hold one address: their files have a VRRP instance of one name. */
function holders(bundle: AuditBundle, path: string): string[] {
  const instances = (file: string) =>
    [...(bundle.files.get(file) ?? '').matchAll(/^vrrp_instance (\S+)/gm)].map(([, name]) => name)
  return [...bundle.files.keys()].filter(
    (other) =>
      other.endsWith('/keepalived.conf') &&
      other !== path &&
      instances(other).some((name) => instances(path).includes(name)),
  )
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/') + 1)

/** Packet filters of machines, and addresses that move between load balancers. */
export const MACHINES: readonly Agreement[] = [
  {
    says: 'packet filters let in what the firewall list has for the machine',
    places: (bundle) =>
      filterLines(bundle).map((site) => {
        const names = namesBehind(bundle, site.path)
        return {
          ...site,
          allowed: [SSH, ...bundle.firewall.filter(({ to }) => names.includes(to)).map(({ port }) => port)],
        }
      }),
  },
  {
    says: 'what the firewall list has for a machine is in its packet filter',
    places: (bundle) => {
      const lines = filterLines(bundle)
      const filtered = [...bundle.files.keys()].filter((path) => FILTERS.test(path))
      return bundle.firewall
        .filter(({ port }) => /^\d+$/.test(port))
        .flatMap(({ from, to, port, line }) =>
          filtered
            .filter((path) => namesBehind(bundle, path).includes(to) && !namesBehind(bundle, path).includes(from))
            .map((filter) => ({
              path: LIST,
              line,
              value: port,
              allowed: [SSH, ...lines.filter(({ path }) => path === filter).map(({ value }) => value)],
            })),
        )
    },
  },
  {
    says: 'entries that the firewall list has are those that a load balancer listens on',
    places: (bundle) => {
      const names = new Set(bundle.listeners.flatMap((listener) => listener.names))
      const servers = new Set(bundle.servers.map(own))
      return bundle.firewall
        .filter(({ to }) => names.has(to) && !servers.has(to))
        .map(({ to, port, line }) => ({
          path: LIST,
          line,
          value: port,
          // Port 80 leads to HTTPS and to no server, so it is no listener of the audit.
          allowed: ['80', ...bundle.listeners.filter((one) => one.names.includes(to)).map((one) => String(one.port))],
        }))
    },
  },
  {
    says: 'load balancers that hold one address give it one number',
    places: (bundle) =>
      vrrp(bundle, /virtual_router_id (\d+)/g)
        .filter(({ path }) => holders(bundle, path).length > 0)
        .map((site) => ({
          ...site,
          allowed: vrrp(bundle, /virtual_router_id (\d+)/g)
            .filter(({ path }) => holders(bundle, site.path).includes(path))
            .map(({ value }) => value),
        })),
  },
  {
    says: 'load balancers that hold one address listen alike',
    places: (bundle) =>
      [...bundle.files.keys()]
        .filter((path) => path.endsWith('/keepalived.conf') && holders(bundle, path).length > 0)
        .flatMap((path) => {
          const at = (folder: string) => bundle.listeners.filter((one) => one.path.startsWith(folder))
          const others = holders(bundle, path).map((other) => at(folderOf(other)))
          return at(folderOf(path)).flatMap((listener) =>
            listener.upstreams.map(({ host, port, line }) => ({
              path: listener.path,
              line,
              value: `${host}:${port}`,
              allowed: others.flatMap((other) =>
                other
                  .filter((one) => one.port === listener.port && one.names.join() === listener.names.join())
                  .flatMap(({ upstreams }) => upstreams.map((one) => `${one.host}:${one.port}`)),
              ),
            })),
          )
        }),
  },
  {
    says: 'an address is given up when a port of the load balancer does not answer',
    places: (bundle) =>
      vrrp(bundle, /\/dev\/tcp\/127\.0\.0\.1\/(\d+)/g).map((site) => ({
        ...site,
        allowed: bundle.listeners
          .filter(({ path }) => path.startsWith(folderOf(site.path)))
          .map(({ port }) => String(port)),
      })),
  },
  {
    says: 'names that machines have to resolve are those of the firewall list',
    places: (bundle) =>
      allowing(
        found(bundle, /^network\/hosts$/, /^# ([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)$/g),
        bundle.firewall.flatMap(({ from, to }) => [from, to]),
      ),
  },
]
