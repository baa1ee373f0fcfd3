import { describe, expect, test } from 'vitest'
import { generate } from '../../bundle'
import { parseDesign, serializeDesign } from '../../document/codec'
import type { Design } from '../../model/design'
import { patternById } from '../../patterns'
import { kubernetesFindings } from '../../rules'
import { resolve } from '../../wiring/resolve'
import { cases } from '../vm/testing/audit/matrix'

const PATTERN_3 = patternById('pattern-3').template('4.7.0')

function named(name: string): Design {
  return { ...PATTERN_3, name }
}

describe('a name that Kubernetes does not take', () => {
  test.each([
    ['ACME_Prod', 'acme-prod'],
    ['acme.prod', 'acme-prod'],
    ['-acme-', 'acme'],
    ['a'.repeat(64), 'a'.repeat(63)],
    ['Ünï côde', 'u-ni-co-de'],
  ])('is refused at the door with one that would do: %s', (name, proposal) => {
    const document = JSON.parse(serializeDesign(PATTERN_3))
    const parsed = parseDesign(JSON.stringify({ ...document, name }))
    expect(parsed.ok ? [] : parsed.problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^The name must be lower case letters, digits and hyphens, at most 63, .* not /),
    ])
    if (!parsed.ok) expect(parsed.problems[0]?.message).toContain(` "${proposal.slice(0, 60)}`)
  })

  test('makes a draft that names the limit and a shorter name, though no cluster is drawn', () => {
    const design = named(`acme-${'production-'.repeat(3)}one`)
    const { draft, files } = generate(resolve(design), 'kubernetes')
    const list = files.find(({ path }) => path === 'DRAFT.md')?.content ?? ''
    expect(draft).toBe(true)
    expect(list).toContain('which has 44 characters; its chart takes 35')
    expect(list).toMatch(/Call the design acme-production-production: with 32 characters at the most/)
    expect(generate(resolve(design), 'vm').draft).toBe(false)
    expect(generate(resolve(named('acme-production-production-produ')), 'kubernetes').draft).toBe(false)
  })

  test('is in no template', () => {
    const cut = cases().filter(({ design }) =>
      kubernetesFindings(resolve(design), []).some(({ code }) => code === 'K8S-14'),
    )
    expect(cut.map(({ name }) => name)).toEqual([])
  })
})

describe('two gateways on one machine, told apart by their offsets,', () => {
  test('are a finding of the bundle for Kubernetes, for it cannot express them', () => {
    const components = PATTERN_3.topology.components.map((component) =>
      component.id === 'gw2' || component.id === 'gw1'
        ? {
            ...component,
            place: 'vm1',
            properties: { ...component.properties, portOffset: component.id === 'gw1' ? 0 : 1 },
          }
        : component,
    )
    const design: Design = {
      ...PATTERN_3,
      topology: {
        ...PATTERN_3.topology,
        components,
        places: [...PATTERN_3.topology.places, { id: 'vm1', kind: 'host', parent: 'zone-a' }],
      },
    }
    const runbook = (target: 'vm' | 'kubernetes') =>
      generate(resolve(design), target).files.find(({ path }) => path === 'README.md')?.content ?? ''
    expect(runbook('kubernetes')).toContain('share a machine by port offsets (0, 1), which one release cannot have')
    expect(runbook('vm')).not.toContain('K8S-15')
  })
})
