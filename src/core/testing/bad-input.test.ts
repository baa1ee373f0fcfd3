import { describe, expect, test } from 'vitest'
import { assess } from '../capabilities'
import { parseDesign, serializeDesign } from '../document/codec'
import type { Component, Design, JsonValue, Place, Properties } from '../model/design'
import { patternById } from '../patterns'
import { diagnose } from '../rules'
import { resolve } from '../wiring/resolve'

/**
 * Facts that cannot all be true: each is found on its element, says what stands in for it, and the analysis goes on
 * without it.
 */

const template = patternById('pattern-3').template('4.7.0')

const nodes: readonly Component[] = ['a', 'b'].map((zone) => ({
  id: `node-${zone}`,
  kind: 'database-node',
  place: `zone-${zone}`,
  properties: { database: 'db1' },
}))

/** Pattern 3 on a database of two servers, of which both must be up. */
const clustered = saying(
  { ...template, topology: { ...template.topology, components: [...template.topology.components, ...nodes] } },
  'db1',
  { managed: false, mode: 'quorum' },
)

function cleaned(properties: Readonly<Record<string, JsonValue | undefined>>): Properties {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  )
}

function saying(design: Design, id: string, properties: Readonly<Record<string, JsonValue | undefined>>): Design {
  const say = <T extends Component | Place>(item: T): T =>
    item.id === id ? { ...item, properties: cleaned({ ...item.properties, ...properties }) } : item
  const { places, components } = design.topology
  return { ...design, topology: { ...design.topology, places: places.map(say), components: components.map(say) } }
}

interface BadInput {
  readonly what: string
  readonly design: Design
  /** What the analysis makes of it. */
  readonly takenAs: Design
  readonly code: string
  readonly subject: string
  readonly says: RegExp
}

const CASES: readonly BadInput[] = [
  {
    what: 'an availability above 1',
    design: saying(template, 'gw1', { availability: 99.9 }),
    takenAs: template,
    code: 'GEN-05',
    subject: 'gw1',
    says: /availability of 99\.9, .*the usual figure is used instead/,
  },
  {
    what: 'an availability below 0',
    design: saying(template, 'db1', { availability: -0.5 }),
    takenAs: template,
    code: 'GEN-05',
    subject: 'db1',
    says: /availability of -0\.5, .*the usual figure is used instead/,
  },
  {
    what: 'an availability of a zone above 1',
    design: saying(template, 'zone-a', { availability: 2 }),
    takenAs: template,
    code: 'GEN-05',
    subject: 'zone-a',
    says: /availability of 2, .*the usual figure is used instead/,
  },
  {
    what: 'no time between failures',
    design: saying(template, 'acp1', { mtbfHours: 0 }),
    takenAs: template,
    code: 'GEN-05',
    subject: 'acp1',
    says: /0 h between failures, .*the usual figure is used instead/,
  },
  {
    what: 'a negative time to repair',
    design: saying(template, 'lb1', { mttrHours: -1 }),
    takenAs: template,
    code: 'GEN-05',
    subject: 'lb1',
    says: /-1 h to repair, .*the usual figure is used instead/,
  },
  {
    what: 'more members needed than there are',
    design: saying(clustered, 'db1', { quorum: 3 }),
    takenAs: clustered,
    code: 'GEN-05',
    subject: 'db1',
    says: /needs 3 members up and has 2; a majority is taken instead/,
  },
  {
    what: 'a member of a database that does not exist',
    design: saying(clustered, 'node-a', { database: 'gone' }),
    takenAs: saying(clustered, 'node-a', { database: undefined }),
    code: 'GEN-03',
    subject: 'node-a',
    says: /member of gone, which is no database of this drawing; that is left out/,
  },
  {
    what: 'a database with members that do not exist, or are something else',
    design: saying(clustered, 'db1', { members: ['gone', 'gw1'] }),
    takenAs: clustered,
    code: 'GEN-03',
    subject: 'db1',
    says: /lists gone as a member, .* left out\. .* lists gw1 as a member, .* left out\./,
  },
  {
    what: 'a hypervisor that does not exist',
    design: saying(template, 'gw1', { hypervisor: 'gone' }),
    takenAs: template,
    code: 'GEN-03',
    subject: 'gw1',
    says: /said to be on gone, which is no hypervisor of this drawing; that is left out/,
  },
]

describe.each(CASES)('$what', ({ design, takenAs, code, subject, says }) => {
  test('opens, and is found on its element, with what stands in for it', () => {
    expect(parseDesign(serializeDesign(design))).toEqual({ ok: true, value: design })
    const found = diagnose(resolve(design)).filter((item) => item.code === code && item.subjects.includes(subject))
    expect(found.map(({ message, remedy }) => `${message} ${remedy}`).join()).toMatch(says)
  })

  test('leaves the analysis as it is without the fact', () => {
    expect(assess(resolve(design))).toEqual(assess(resolve(takenAs)))
  })
})

describe('one hypervisor in two zones', () => {
  const places: readonly Place[] = [
    { id: 'px', kind: 'hypervisor', parent: 'zone-a' },
    ...['a', 'b'].map((zone): Place => {
      return { id: `vm-${zone}`, kind: 'host', parent: `zone-${zone}`, properties: { hypervisor: 'px' } }
    }),
  ]
  const components = template.topology.components.map((item) =>
    item.kind === 'universal-gateway' ? { ...item, place: item.id === 'gw1' ? 'vm-a' : 'vm-b' } : item,
  )
  const design: Design = {
    ...template,
    topology: { ...template.topology, places: [...template.topology.places, ...places], components },
  }
  const deployment = resolve(design)

  test('opens, and is found on the machine, with what the analysis believes', () => {
    expect(parseDesign(serializeDesign(design))).toEqual({ ok: true, value: design })
    const found = diagnose(deployment).find((item) => item.code === 'PL-04')
    expect(found?.subjects).toContain('px')
    expect(`${found?.message} ${found?.remedy}`).toMatch(
      /px is in zones a and b at once.*until then believe the machine/,
    )
  })

  test('takes both servers with it, which their zones alone do not', () => {
    const calls = assess(deployment).find((result) => result.id === 'C1')
    expect(calls?.singlePointsOfFailure).toEqual(['datacenter:Datacenter', 'hypervisor:px', 'vip'])
  })
})
