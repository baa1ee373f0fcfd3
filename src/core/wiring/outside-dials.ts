import { effectiveSettings } from '../document/settings'
import { RELAYED, type ServiceId } from '../links/passage'
import type { Design } from '../model/design'
import type { Address, Instance, OutsideDial, Relay } from './deployment'
import { byId, type Graph } from './graph'
import { hopsFrom } from './hops'
import { isTracer, outsidePort } from './outside'
import { addressOfRelay, relaysAt } from './relays'
import { primaryUserStore } from './user-stores'

export interface OutsideInputs {
  readonly design: Design
  readonly graph: Graph
  readonly relays: readonly Relay[]
}

interface Way {
  readonly address: Address
  readonly ends: readonly Instance[]
  readonly direct: boolean
}

/** Services of one sort that a server is connected to, each way by the address that it would be dialled by; by id. */
export function waysOutside(from: Instance, service: ServiceId, inputs: OutsideInputs): readonly Way[] {
  const { design, graph, relays } = inputs
  const { dbms } = effectiveSettings(design)
  const kind = RELAYED.find(({ id }) => id === service)
  if (!kind) return []
  const ways = kind.purposes.flatMap((purpose) =>
    hopsFrom(graph, from.id, purpose).flatMap(({ to, first, connections }): Way[] => {
      if (kind.kinds.includes(to.kind)) {
        const address = {
          host: to.hostname,
          port: outsidePort(to, dbms),
          via: to.id,
          first,
          targets: [to.id],
          connections,
        }
        return [{ address, ends: [to], direct: true }]
      }
      return relaysAt(relays, to.id)
        .filter((relay) => relay.service === service)
        .map((relay) => {
          const address = addressOfRelay(relay)
          return {
            address: { ...address, first, connections: [...connections, ...address.connections] },
            ends: relay.targets,
            direct: false,
          }
        })
    }),
  )
  return ways.sort((a, b) => byId({ id: a.address.via }, { id: b.address.via }))
}

/**
 * What a file names of them: what leads to all that are drawn, if something does; else the first. JNDI tries several
 * directories in turn, so of those that are spoken to alike all are named.
 * Source: JNDI tutorial, "LDAP URLs": java.naming.provider.url may hold a list, separated by spaces; carbon-kernel,
 * LDAPConnectionContext: connection_url is handed on to it.
 */
export function outsideDial(from: Instance, service: ServiceId, inputs: OutsideInputs): OutsideDial | undefined {
  const ways = waysOutside(from, service, inputs).filter(
    ({ ends }) => service !== 'observability' || ends.some(isTracer),
  )
  const drawn = new Set(ways.flatMap(({ ends }) => ends))
  const covering = ways.find(({ direct, ends }) => !direct && [...drawn].every((end) => ends.includes(end)))
  const [first] = covering ? [covering] : ways
  const [end] = first?.ends ?? []
  if (!first || !end) return undefined
  const others = service === 'user-store' && first.direct ? alikeDirectories(first, ways) : []
  return { service: end, addresses: [first.address, ...others.map(({ address }) => address)] }
}

function alikeDirectories(first: Way, ways: readonly Way[]): readonly Way[] {
  const typeOf = ({ direct, ends }: Way) => (direct ? primaryUserStore(ends[0])?.type : undefined)
  const type = typeOf(first)
  if (type === undefined || type === 'jdbc') return []
  return ways.filter((way) => way !== first && typeOf(way) === type)
}
