import { inWords } from '../base/words'
import { withTopology } from '../document/change'
import { KINDS } from '../kinds'
import { hasRole } from '../kinds/roles'
import type { Id, PurposeId } from '../model/design'
import type { Deployment, InstanceId, Link } from '../wiring/deployment'
import { type Graph, graphOf } from '../wiring/graph'
import { labelOf } from '../wiring/placement'
import { unlike } from './support/causes'
import { defineRule } from './support/rule'

export const callsInACircle = defineRule({
  code: 'LB-15',
  title: 'Load balancers lead to each other in a circle',
  severity: 'error',
  why: 'A call goes round until a time limit ends it, and health checks answer for servers that nobody asks.',
  source: 'nginx and HAProxy pass a request on to whatever their file names, without a count of hops',
  remedy: 'Let each of them lead on towards the servers, and none back.',
  check: (deployment, say) => {
    for (const links of circlesOf(deployment)) {
      const members = [...new Set(links.flatMap(({ from, to }) => [from, to]))].flatMap(
        (id) => deployment.instance.get(id)?.component ?? [],
      )
      const components = [...new Set(members)]
      const back = backOf(links, graphOf(deployment))
      say.finding({
        message: `${inWords(components.map(labelOf))} lead to each other: a call that enters may never leave.`,
        subjects: [...components.map(({ id }) => id), ...back],
        root: unlike(components.map(({ id }) => id)),
        fix: {
          label: back.length === 1 ? 'Delete the connection that leads back' : 'Delete the connections that lead back',
          apply: (design) =>
            withTopology(design, { connections: design.topology.connections.filter(({ id }) => !back.includes(id)) }),
        },
      })
    }
  },
})

/** Links between elements that pass a purpose on to each other, by circle. */
function circlesOf(deployment: Deployment): readonly (readonly Link[])[] {
  const graph = graphOf(deployment)
  const circles: { readonly links: Set<Link>; readonly members: Set<InstanceId> }[] = []
  for (const link of deployment.links) {
    if (link.from === link.to || !graph.isTransit(link.from) || !graph.isTransit(link.to)) continue
    for (const purpose of link.purposes) {
      if (!leadsBack(link, purpose, graph)) continue
      const known = circles.find(({ members }) => members.has(link.from) || members.has(link.to))
      const circle = known ?? { links: new Set(), members: new Set() }
      if (!known) circles.push(circle)
      circle.links.add(link)
      circle.members.add(link.from).add(link.to)
      break
    }
  }
  return circles.map(({ links }) => [...links])
}

function leadsBack({ from, to }: Link, purpose: PurposeId, graph: Graph): boolean {
  const seen = new Set([to])
  for (const at of seen) {
    if (at === from) return true
    for (const next of graph.out(at, purpose)) if (graph.isTransit(next.to)) seen.add(next.to)
  }
  return false
}

/** Connections that lead to what calls have passed already. Of two alike that lead to each other, both do. */
function backOf(links: readonly Link[], graph: Graph): readonly Id[] {
  const outermost = (id: InstanceId) => {
    const kind = graph.instance.get(id)?.kind
    return kind === undefined ? 0 : Number(KINDS[kind].keepsAddress ?? false) + 2 * Number(hasRole(kind, 'wide-front'))
  }
  const members = [...new Set(links.flatMap(({ from, to }) => [from, to]))]
  const back = new Set<Link>()
  const done = new Set<InstanceId>()
  const walk = (id: InstanceId, way: ReadonlySet<InstanceId>) => {
    done.add(id)
    for (const link of links.filter(({ from }) => from === id)) {
      if (way.has(link.to)) back.add(link)
      else if (!done.has(link.to)) walk(link.to, new Set([...way, link.to]))
    }
  }
  for (const id of members.sort((a, b) => outermost(b) - outermost(a))) if (!done.has(id)) walk(id, new Set([id]))
  const alike = links.filter(
    ({ from, to }) =>
      outermost(from) === outermost(to) && [...back].some((link) => link.from === to && link.to === from),
  )
  return [...new Set([...back, ...alike].map(({ connection }) => connection.id))]
}
