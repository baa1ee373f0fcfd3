import { grouped } from '../base/grouped'
import { inWords } from '../base/words'
import { withTopology } from '../document/change'
import { connectAll } from '../fixes/complete'
import { KINDS } from '../kinds'
import { textOf } from '../kinds/properties'
import { hasRole } from '../kinds/roles'
import type { Component, Connection } from '../model/design'
import { addSupport } from '../patterns/steps/adding'
import type { Deployment, Entry, Region } from '../wiring/deployment'
import { NAME_FIELD, standsBefore } from '../wiring/entries'
import { labelOf } from '../wiring/placement'
import { regionOf } from '../wiring/servers'
import { unlike } from './support/causes'
import { defineRule, type Fix } from './support/rule'

export const nothingMovesTheName = defineRule({
  code: 'LB-16',
  title: 'Several load balancers of one name, and nothing decides which is called',
  severity: 'high',
  why: 'A name leads to one address in the files of the bundle. When that load balancer is down, callers of the name do not come to the other.',
  source: 'network/hosts of the bundle: one address for each name; keepalived moves an address between load balancers',
  remedy: 'Put a floating address in front of them, or a DNS that checks their health.',
  check: (deployment, say) => {
    const said = new Set<string>()
    for (const heads of headsByName(deployment)) {
      const components = [...new Set(heads.map(({ transit }) => transit.component))]
      const key = components.map(({ id }) => id).join(' ')
      const [first] = heads
      if (components.length < 2 || said.has(key) || !first) continue
      said.add(key)
      say.finding({
        message: `${inWords(components.map(labelOf))} have the name ${first.host}, and no address moves between them.`,
        subjects: components.map(({ id }) => id),
        root: unlike(components.map(({ id }) => id)),
        fix: floatingFix(components, regionOf(first.transit)),
      })
    }
  },
})

const CALLED = ['gateway', 'control-plane', 'key-manager'] as const

/** Load balancers on machines that are the first that a name leads to, by name and region. */
function headsByName({ entries, outgoing }: Deployment): readonly (readonly Entry[])[] {
  const called = new Set([...outgoing.values()].flatMap((links) => links.map(({ to }) => to)))
  const named = entries.filter(({ role }) => CALLED.some((one) => one === role))
  const heads = named.filter(
    (entry) =>
      !named.some((other) => other !== entry && other.host === entry.host && standsBefore(entries, other, entry)),
  )
  return [...grouped(heads, ({ host, port, role, transit }) => `${role} ${host}:${port} ${regionOf(transit)}`).values()]
    .filter((same) => same.every(({ transit }) => isBalancer(transit.component) && !transit.cluster))
    .map((same) => same.filter(({ transit }) => called.has(transit.id)))
}

function isBalancer({ kind }: Component): boolean {
  return hasRole(kind, 'load-balancer') && !KINDS[kind].keepsAddress
}

function floatingFix(balancers: readonly Component[], region: Region['id']): Fix {
  return {
    label: `Put a floating address in front of ${balancers.length === 2 ? 'both' : 'all'}`,
    apply: (design) => {
      const names = [...new Set(['hostname', ...Object.values(NAME_FIELD)])].flatMap((field) => {
        const said = balancers.map((one) => (field === undefined ? undefined : textOf(one, field)))
        return field !== undefined && said[0] !== undefined ? [[field, said[0]] as const] : []
      })
      const added = addSupport(
        design,
        'floating-address',
        region,
        KINDS['floating-address'].label,
        Object.fromEntries(names),
      )
      const vip = added.topology.components.at(-1)?.id
      if (vip === undefined || added === design) return design
      const ids = new Set(balancers.map(({ id }) => id))
      const callers = design.topology.connections.filter(({ from, to }) => ids.has(to) && !ids.has(from))
      const rest = withTopology(added, {
        connections: added.topology.connections.filter((line) => !callers.includes(line)),
      })
      return connectAll(rest, [
        ...[...grouped(callers, ({ from }) => from)].map(([from, lines]) => ({ from, to: vip, ...purposesOf(lines) })),
        ...[...ids].map((to) => ({ from: vip, to })),
      ])
    },
  }
}

function purposesOf(lines: readonly Connection[]): Pick<Connection, 'purposes'> {
  const said = lines.map(({ purposes }) => purposes)
  return said.every((one) => one !== undefined) ? { purposes: [...new Set(said.flat())] } : {}
}
