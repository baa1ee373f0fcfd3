import { describe, expect, test } from 'vitest'
import { assess } from '../capabilities'
import { parseDesign, serializeDesign } from '../document/codec'
import { removeElements, setProperty } from '../document/edits'
import { completeWiring } from '../fixes/complete'
import { APIM_VERSIONS, type Design } from '../model/design'
import { PATTERNS, patternById } from '../patterns'
import { diagnose } from '../rules'
import { some } from '../testing/breadth'
import { resolve } from '../wiring/resolve'
import { recognise } from './recognise'

const CASES = PATTERNS.flatMap((pattern) => APIM_VERSIONS.map((version) => ({ pattern, version, id: pattern.id })))

describe.each(CASES)('template of $id on $version', ({ pattern, version }) => {
  const design = pattern.template(version)
  const deployment = resolve(design)

  test('is recognised as itself, at the level that it is meant to have', () => {
    const { pattern: id, level, missing } = recognise(deployment)
    expect({ id, level }, missing.join('; ')).toEqual({
      id: pattern.id,
      level: pattern.id === 'pattern-0' ? 'wired' : 'ha',
    })
  })

  test('has exactly the findings that its documentation explains', () => {
    const accepted = pattern.accepted.map((item) => item.code)
    const found = diagnose(deployment).map((finding) => finding.code)
    expect([...new Set(found)].sort()).toEqual([...accepted].sort())
  })

  test('names each step to its neighbours once', () => {
    for (const { edits, cost } of recognise(deployment).nearest) {
      const messages = edits.map((edit) => edit.message)
      expect(new Set(messages).size).toBe(messages.length)
      expect(cost).toBe(edits.reduce((sum, edit) => sum + edit.cost, 0))
    }
  })

  test('provides what users of APIM do', () => {
    const provided = assess(deployment).filter((result) => result.status === 'working')
    expect(provided.map((result) => result.id)).toEqual([
      'C1',
      'C2',
      'C3',
      'C4',
      'C5',
      'C6',
      'C7',
      'C8',
      'C10',
      'C11',
      'C12',
      'C13',
    ])
  })

  test('is a document that reads back as itself', () => {
    expect(parseDesign(serializeDesign(design))).toEqual({ ok: true, value: design })
  })

  test('overlaps no card with another', () => {
    const boxes = design.topology.components.map((component) => ({ component, box: design.layout[component.id] }))
    for (const a of boxes) {
      for (const b of boxes) {
        if (a === b || a.component.place !== b.component.place || !a.box || !b.box) continue
        const apart = Math.abs(a.box.x - b.box.x) >= 200 || Math.abs(a.box.y - b.box.y) >= 64
        expect(apart, `${a.component.id} and ${b.component.id}`).toBe(true)
      }
    }
  })
})

describe.each(PATTERNS.map((pattern) => ({ pattern, id: pattern.id })))('wiring of $id', ({ pattern }) => {
  const design = pattern.template('4.7.0')
  const level = pattern.id === 'pattern-0' ? 'wired' : 'ha'

  test('is complete: completing it adds nothing', () => {
    expect(completeWiring(design)).toEqual({ design, added: [] })
  })

  test.each(some(design.topology.connections, 4).map((connection) => connection.id))(
    'comes back without connection %s',
    (id) => {
      const { design: completed } = completeWiring(without(design, (connection) => connection.id === id))
      const { pattern: found, level: reached, missing } = recognise(resolve(completed))
      expect({ found, reached }, missing.join('; ')).toEqual({ found: pattern.id, reached: level })
    },
  )
})

test.each(PATTERNS.slice(0, 6).map((pattern) => pattern.id))(
  'all connections of %s come back when only those to load balancers are left',
  (id) => {
    const pattern = PATTERNS.find((candidate) => candidate.id === id)
    if (!pattern) throw new Error(id)
    const design = pattern.template('4.7.0')
    const { design: completed } = completeWiring(without(design, (connection) => connection.from !== 'vip'))
    const { pattern: found, level, missing } = recognise(resolve(completed))
    expect({ found, level }, missing.join('; ')).toEqual({ found: id, level: id === 'pattern-0' ? 'wired' : 'ha' })
  },
)

describe('a drawing that is no pattern', () => {
  test('is told so, with the nearest', () => {
    const design = PATTERNS[3]?.template('4.7.0')
    if (!design) throw new Error('pattern 3')
    const bare = withoutComponents(design, (id) => id.startsWith('tm'))
    const recognition = recognise(resolve(bare))
    expect(recognition.pattern).toBeNull()
    expect(recognition.level).toBeNull()
    expect(recognition.nearest[0]).toMatchObject({ pattern: 'pattern-3' })
    expect(recognition.nearest[0]?.edits[0]?.message).toContain('Traffic Manager')
  })

  test('names nothing when it is empty', () => {
    const design = PATTERNS[0]?.template('4.7.0')
    if (!design) throw new Error('pattern 0')
    const empty: Design = { ...design, topology: { places: [], components: [], connections: [] }, layout: {} }
    expect(recognise(resolve(empty))).toMatchObject({
      pattern: null,
      level: null,
      missing: ['No API Manager server is drawn.'],
    })
    expect(diagnose(resolve(empty))).toEqual([])
  })

  test('two All-in-Ones on two databases are no Pattern 1', () => {
    const design = PATTERNS[1]?.template('4.7.0')
    const db = design?.topology.components.find((component) => component.id === 'db1')
    if (!design || !db) throw new Error('pattern 1')
    const split: Design = {
      ...design,
      topology: {
        ...design.topology,
        components: [...design.topology.components, { ...db, id: 'db2' }],
        connections: design.topology.connections.map((connection) =>
          connection.from === 'aio2' && connection.to === 'db1' ? { ...connection, to: 'db2' } : connection,
        ),
      },
    }
    expect(recognise(resolve(split)).pattern).toBeNull()
    expect(diagnose(resolve(split)).map((finding) => finding.code)).toContain('DB-09')
  })
})

test('a Key Manager that nothing asks does not make a Pattern 4', () => {
  const design = PATTERNS[4]?.template('4.7.0')
  if (!design) throw new Error('pattern 4')
  const idle = without(design, (connection) => connection.to.startsWith('km'))
  expect(recognise(resolve(idle)).pattern).toBe('pattern-3')
})

function without(design: Design, test: (connection: Design['topology']['connections'][number]) => boolean): Design {
  return {
    ...design,
    topology: {
      ...design.topology,
      connections: design.topology.connections.filter((connection) => !test(connection)),
    },
  }
}

function withoutComponents(design: Design, test: (id: string) => boolean): Design {
  const cut = without(design, (connection) => test(connection.from) || test(connection.to))
  return {
    ...cut,
    topology: { ...cut.topology, components: cut.topology.components.filter((component) => !test(component.id)) },
  }
}

describe('a datacenter that stands by', () => {
  const design = patternById('disaster-recovery').template('4.7.0')
  const without = (...keys: readonly (readonly [string, string])[]) =>
    keys.reduce((made, [id, key]) => setProperty(made, id, key, undefined), design)

  test('is said to count for nothing', () => {
    expect(recognise(resolve(design)).notes).toContainEqual(
      expect.stringMatching(/^recovery stands by: no server there counts/),
    )
  })

  test('is recognised without the mark where nobody is led to it', () => {
    const unreached = removeElements(without(['dc-recovery', 'standby']), ['glb-recovery-vip'])
    expect(recognise(resolve(unreached)).pattern).toBe('disaster-recovery')
    expect(recognise(resolve(without(['dc-recovery', 'standby']))).pattern).toBeNull()
  })

  test.each([
    ['both stand by', setProperty(design, 'dc-primary', 'standby', true), /no datacenter works/],
    [
      'its database is no copy',
      setProperty(design, 'db1', 'mode', 'single'),
      /without a copy of the databases of primary/,
    ],
    [
      'it is not complete',
      removeElements(design, ['recovery-tm1', 'recovery-tm2']),
      /In recovery: .*No Traffic Manager/,
    ],
  ])('makes no pattern where %s', (_what, drawn, why) => {
    const { pattern, missing } = recognise(resolve(drawn))
    expect(pattern).toBeNull()
    expect(missing[0]).toMatch(why)
  })
})
