import fc from 'fast-check'
import { expect, test } from 'vitest'
import { KINDS } from '../../../kinds'
import { legalBetween } from '../../../links/legal'
import { leadsTo, mayPass } from '../../../links/passage'
import type { Design, PurposeId } from '../../../model/design'
import { PATTERNS } from '../../../patterns'
import { runs } from '../../../testing/breadth'
import { smallTopology } from '../../../testing/small-topology'
import type { Deployment, Instance } from '../../../wiring/deployment'
import { dialledGraphOf } from '../../../wiring/dials'
import { hopsFrom } from '../../../wiring/hops'
import { resolve } from '../../../wiring/resolve'
import { planVm } from '../../shared/plan'
import { beforeServices, SERVICE_IDS } from '../testing/before-services'
import { flowsOf } from './flows'

/** Names by which something is dialled for a purpose. */
function namesFor({ entries, relays }: Deployment, to: Instance, purpose: PurposeId): readonly string[] {
  if (KINDS[to.kind].transit) {
    const led = entries.filter(
      ({ transit, purposes, role }) => transit === to && (purposes.has(purpose) || role === 'control-plane'),
    )
    const passed = relays.filter(({ transit, service }) => transit === to && leadsTo(service, purpose))
    return [...led, ...passed].map(({ host }) => host)
  }
  return [to.hostname]
}

/** What servers and people dial that no row lets through. */
function unlisted(design: Design): readonly string[] {
  const deployment = resolve(design)
  const rows = new Set(flowsOf(planVm(deployment)).map(({ from, to }) => `${from.name} ${to.name}`))
  const graph = dialledGraphOf(deployment)
  const openers = deployment.instances.filter(({ id, kind }) => deployment.server.has(id) || KINDS[kind].actor)
  return openers.flatMap((from) => {
    const purposes = new Set((graph.outgoing.get(from.id) ?? []).flatMap((link) => [...link.purposes]))
    // No machine fetches images, and of databases the file says which.
    for (const purpose of ['images', 'sql'] as const) purposes.delete(purpose)
    const { apim, shared } = deployment.server.get(from.id)?.databases ?? {}
    const opened = [apim, shared].flatMap((target) => (target && target.database.dbms !== 'h2' ? target.addresses : []))
    const sql = opened.filter(({ host }) => host !== from.hostname && !rows.has(`${from.hostname} ${host}`))
    const others = [...purposes].flatMap((purpose) =>
      hopsFrom(graph, from.id, purpose).flatMap(({ to }) => {
        // A line may carry what its two ends never say to each other, which nobody dials.
        const ends = graph.isTransit(to.id) ? graph.reach(to.id, purpose).ends : [to]
        const talks = ends.some(({ kind }) => legalBetween(from.kind, kind).has(purpose))
        if (!talks || !mayPass(purpose, to.kind)) return []
        const names = namesFor(deployment, to, purpose)
        const own = KINDS[from.kind].actor ? from.component.id : from.hostname
        const listed = names.length === 0 || names.some((name) => name === own || rows.has(`${own} ${name}`))
        return listed ? [] : [`${from.id} to ${to.id} for ${purpose}`]
      }),
    )
    return [...others, ...sql.map(({ host }) => `${from.id} to ${host} for sql`)]
  })
}

test.each(PATTERNS.map(({ id, template }) => [id, template('4.7.0')] as const))(
  'every connection of %s has its row',
  (_id, design) => {
    expect(unlisted(design)).toEqual([])
  },
)

test('every connection through load balancers before other services has its row', () => {
  for (const beside of [true, false]) expect(unlisted(beforeServices({}, SERVICE_IDS, beside))).toEqual([])
})

test('every connection of any drawing has its row', () => {
  fc.assert(
    fc.property(smallTopology(), (design) => {
      expect(unlisted(design)).toEqual([])
    }),
    { numRuns: runs(400) },
  )
})
