import { KINDS } from '../kinds'
import type { KindId } from '../model/design'
import type { Edit, PatternId, Recognition } from './pattern'
import { PATTERN_IDS } from './pattern'
import type { Counts } from './shape'

/** Cost of one step: a connection 1, a new component 3, a change of kind 4, a removal 5. */
const COST = { connect: 1, add: 3, change: 4, remove: 5 } as const

type Family = keyof Counts

const KIND: Readonly<Record<Family, KindId>> = {
  allInOnes: 'all-in-one',
  controlPlanes: 'api-control-plane',
  gateways: 'universal-gateway',
  trafficManagers: 'traffic-manager',
  keyManagers: 'key-manager',
}

/** Fewest servers of each kind that make a pattern; what is not named must be absent. */
const NEEDS: Readonly<Record<Extract<PatternId, `pattern-${number}`>, Partial<Counts>>> = {
  'pattern-0': { allInOnes: 1 },
  'pattern-1': { allInOnes: 2 },
  'pattern-2': { allInOnes: 1, gateways: 1 },
  'pattern-3': { controlPlanes: 1, gateways: 1, trafficManagers: 1 },
  'pattern-4': { controlPlanes: 1, gateways: 1, trafficManagers: 1, keyManagers: 1 },
  'pattern-5': { allInOnes: 1, gateways: 1, keyManagers: 1 },
}

export interface Situation {
  /** One entry per region that has servers. */
  readonly regions: readonly Counts[]
  readonly current: PatternId | null
  readonly hasLoadBalancer: boolean
  readonly hasDatabase: boolean
  readonly hasWideEntrance: boolean
}

/** The two patterns that take the least work to reach, cheapest first. */
export function nearestPatterns(situation: Situation): Recognition['nearest'] {
  return PATTERN_IDS.filter((pattern) => pattern !== situation.current)
    .map((pattern) => {
      const edits = counted(editsTo(pattern, situation))
      return { pattern, edits, cost: edits.reduce((sum, edit) => sum + edit.cost, 0) }
    })
    .filter((candidate) => candidate.edits.length > 0)
    .sort((a, b) => a.cost - b.cost || PATTERN_IDS.indexOf(a.pattern) - PATTERN_IDS.indexOf(b.pattern))
    .slice(0, 2)
}

/** Equal steps as one, with how often: `Remove a Key Manager (2 times)`. */
function counted(edits: readonly Edit[]): readonly Edit[] {
  const byMessage = new Map<string, Edit[]>()
  for (const edit of edits) byMessage.set(edit.message, [...(byMessage.get(edit.message) ?? []), edit])
  return [...byMessage].map(([message, same]) => ({
    message: same.length === 1 ? message : `${message} (${same.length} times)`,
    cost: same.reduce((sum, edit) => sum + edit.cost, 0),
  }))
}

function editsTo(pattern: PatternId, situation: Situation): readonly Edit[] {
  const [first = EMPTY, ...others] = situation.regions
  if (pattern === 'multi-dc-active-active') return editsToActiveActive(situation)
  if (pattern === 'multi-dc-active-passive') return editsToCentral(situation)
  const merged =
    others.length > 0
      ? [
          {
            message: `Remove ${others.length === 1 ? 'the other datacenter' : 'the other datacenters'}`,
            cost: COST.remove * others.reduce((sum, counts) => sum + total(counts), 0),
          },
        ]
      : []
  return [...merged, ...editsOfRegion(first, NEEDS[pattern], pattern, situation)]
}

const EMPTY: Counts = { allInOnes: 0, controlPlanes: 0, gateways: 0, trafficManagers: 0, keyManagers: 0 }

function editsOfRegion(
  counts: Counts,
  needs: Partial<Counts>,
  pattern: PatternId,
  situation: Situation,
): readonly Edit[] {
  const edits: Edit[] = []
  const have = { ...counts }
  swapControl(have, needs, edits)
  for (const family of Object.keys(KIND) as Family[]) {
    const kind = KINDS[KIND[family]].label
    const want = needs[family]
    if (want === undefined) {
      for (let extra = have[family]; extra > 0; extra--) edits.push({ message: `Remove a ${kind}`, cost: COST.remove })
    } else {
      if (pattern === 'pattern-0')
        for (let extra = have[family]; extra > want; extra--)
          edits.push({ message: `Remove an ${kind}`, cost: COST.remove })
      for (let missing = have[family]; missing < want; missing++)
        edits.push({ message: `Add ${article(kind)}, or a pair for high availability`, cost: COST.add })
    }
  }
  if (pattern === 'pattern-1' && !situation.hasLoadBalancer)
    edits.push({ message: 'Add a load balancer in front of both', cost: COST.add })
  if (pattern !== 'pattern-0' && !situation.hasDatabase)
    edits.push({ message: 'Add one pair of databases (apim_db and shared_db)', cost: COST.add })
  if (edits.some((edit) => edit.message.startsWith('Add')))
    edits.push({ message: 'Connect what is new (Complete the wiring)', cost: COST.connect })
  return edits
}

/** All-in-ones and API Control Planes turn into each other. */
function swapControl(have: Record<Family, number>, needs: Partial<Counts>, edits: Edit[]): void {
  const swap = (from: Family, to: Family) => {
    if (needs[from] !== undefined || needs[to] === undefined) return
    for (; have[from] > 0; have[from]--) {
      have[to]++
      edits.push({
        message: `Change ${article(KINDS[KIND[from]].label)} to ${article(KINDS[KIND[to]].label)}`,
        cost: COST.change,
      })
    }
  }
  swap('allInOnes', 'controlPlanes')
  swap('controlPlanes', 'allInOnes')
}

function editsToActiveActive({ regions, hasWideEntrance, hasDatabase }: Situation): readonly Edit[] {
  const largest = [...regions].sort((a, b) => total(b) - total(a))[0] ?? EMPTY
  const edits: Edit[] = []
  if (regions.length < 2)
    edits.push({
      message: 'Add a second datacenter with the same servers and a database of its own',
      cost: COST.add * (Math.max(1, total(largest)) + 1),
    })
  for (const counts of regions) {
    if (counts.allInOnes + counts.controlPlanes === 0)
      edits.push({ message: 'Add a control plane and a database in the datacenter that has none', cost: 2 * COST.add })
  }
  if (!hasWideEntrance)
    edits.push({ message: 'Add a global load balancer that leads to both datacenters', cost: COST.add })
  if (hasDatabase)
    edits.push({
      message: 'Replicate the databases in both directions (mode geo, a member in each datacenter)',
      cost: COST.add,
    })
  edits.push({
    message: 'Connect every control plane with those of the other datacenter, both ways',
    cost: COST.connect * 2,
  })
  return edits
}

function editsToCentral({ regions, hasWideEntrance }: Situation): readonly Edit[] {
  const edits: Edit[] = []
  const control = regions.filter((counts) => counts.allInOnes + counts.controlPlanes > 0)
  if (control.length === 0) edits.push({ message: 'Add a control plane in one datacenter', cost: COST.add })
  for (const counts of control.slice(1)) {
    edits.push({
      message: 'Remove the control plane of the second datacenter',
      cost: COST.remove * (counts.allInOnes + counts.controlPlanes),
    })
  }
  const center = control[0]
  if (center)
    edits.push(
      ...editsOfRegion(center, center.keyManagers > 0 ? NEEDS['pattern-4'] : NEEDS['pattern-3'], 'pattern-3', {
        regions,
        current: null,
        hasLoadBalancer: true,
        hasDatabase: true,
        hasWideEntrance,
      }),
    )
  if (regions.length < 2)
    edits.push({ message: 'Add a second datacenter with gateways and Traffic Managers', cost: 2 * COST.add })
  for (const counts of regions.filter((candidate) => candidate !== center)) {
    if (counts.gateways === 0)
      edits.push({ message: 'Add a Universal Gateway in the datacenter that has none', cost: COST.add })
    if (counts.trafficManagers === 0)
      edits.push({ message: 'Add a Traffic Manager in the datacenter that has none', cost: COST.add })
  }
  if (!hasWideEntrance)
    edits.push({ message: 'Add a global load balancer that leads to both datacenters', cost: COST.add })
  return edits
}

function total(counts: Counts): number {
  return counts.allInOnes + counts.controlPlanes + counts.gateways + counts.trafficManagers + counts.keyManagers
}

function article(label: string): string {
  return `${/^[AEIO]/.test(label) ? 'an' : 'a'} ${label}`
}
