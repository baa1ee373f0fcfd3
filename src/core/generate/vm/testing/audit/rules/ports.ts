import { INTERNAL, PORTS } from '../facts'
import { own, type ServerFiles, urlParts } from '../read-bundle'
import { at, BINARIES, byServer, DIALLED, JMS, opensDatabases, outsiders, SIGN_INS, serverAt } from './reading'
import type { Rule } from './rule'

/** Which ports are open, and to whom. */
export const PORT_RULES: readonly Rule[] = [
  {
    number: 30,
    severity: 'E',
    says: 'servers on one machine share no port',
    check: (bundle) => {
      const ports = (server: ServerFiles) => new Set(PORTS[server.kind].map((port) => port + server.offset))
      return byServer(bundle, (server) =>
        bundle.servers
          .filter((other) => other !== server && other.machine === server.machine)
          .map((other) => {
            const both = [...ports(server)].filter((port) => ports(other).has(port))
            return both.length > 0 && `and ${other.name} both open ${both[0]}`
          }),
      )
    },
  },
  {
    number: 31,
    severity: 'W',
    says: 'clients reach no internal port',
    check: (bundle) =>
      outsiders(bundle).flatMap(({ from, to, port, line }) => {
        const server = serverAt(bundle, to, Number(port))
        const base = Number(port) - (server?.offset ?? 0)
        return INTERNAL.includes(base) ? [`firewall.csv:${line} lets ${from} reach ${to}:${port}`] : []
      }),
  },
  {
    number: 32,
    severity: 'E',
    says: 'the firewall opens every port that a server dials',
    check: (bundle) => {
      const open = new Set(bundle.firewall.map(({ from, to, port }) => `${from} ${to} ${port}`))
      return byServer(bundle, (server) => {
        const dialled = [
          ...at(server, DIALLED),
          ...at(server, JMS),
          ...at(server, BINARIES),
          ...at(server, SIGN_INS),
        ].map(({ value }) => urlParts(value))
        const databases = opensDatabases(server).flatMap(
          ({ value }) => /(?:\/\/|@)([^:/;]+):(\d+)/.exec(value)?.slice(1, 3).join(' ') ?? [],
        )
        return [
          ...dialled
            .filter(({ host }) => host !== 'localhost' && host !== own(server))
            .map(({ host, port }) => `${host} ${port || '443'}`),
          ...databases,
        ].map((target) => !open.has(`${own(server)} ${target}`) && `has no opening to ${target}`)
      })
    },
  },
  {
    number: 33,
    severity: 'I',
    says: 'unused streaming listeners are closed',
    elsewhere: 'whether APIs stream is a fact of the drawing',
  },
]
