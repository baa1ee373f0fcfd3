import { describe, expect, test } from 'vitest'
import type { Design } from '../../model/design'
import { patternById } from '../../patterns'
import { resolve } from '../../wiring/resolve'
import { generateVm } from '../vm'
import { connect, design, patternSamples } from '../vm/testing/deployments'

function pictureOf(drawn: Design): string {
  return generateVm(resolve(drawn)).find(({ path }) => path === 'topology.svg')?.content ?? ''
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

describe('the picture', () => {
  const sample = patternSamples().find(({ name }) => name === 'pattern-3 4.7.0')
  const drawn = sample?.deployment.design as Design
  const { places, components, connections } = drawn.topology

  test('has a frame for every place, a card for every component and a line for every connection', () => {
    const picture = pictureOf(drawn)
    expect(countOf(picture, /<rect [^>]*rx="10"/g)).toBe(places.length)
    expect(countOf(picture, /<rect [^>]*rx="6"/g)).toBe(components.length)
    const families = countOf(picture, /<text [^>]*>(?:API traffic|Tokens|Management|Control|Events|Throttling|Data)</g)
    expect(countOf(picture, /<path [^>]*stroke-opacity/g)).toBe(connections.length + families)
    for (const { label = '' } of [...places, ...components]) expect(picture).toContain(`>${label}</text>`)
    expect(picture).toContain('>gw1.apim.example.com</text>')
  })

  test('says which datacenter stands by', () => {
    const picture = pictureOf(patternById('disaster-recovery').template('4.7.0'))
    expect(countOf(picture, />Datacenter, stands by</g)).toBe(1)
    expect(countOf(picture, />Datacenter</g)).toBe(1)
  })

  test('says of every line of the file which element it draws', () => {
    const file = generateVm(resolve(drawn)).find(({ path }) => path === 'topology.svg')
    const drawnBy = new Set(file?.origins.flatMap(({ subjects }) => subjects))
    expect([...drawnBy].sort()).toEqual([...places, ...components, ...connections].map(({ id }) => id).sort())
    const covered = file?.origins.reduce((sum, { from, to }) => sum + to - from + 1, 0)
    expect(covered).toBe((file?.content.split('\n').length ?? 0) - 1)
  })

  test('is where it was drawn, not where it was drawn in which order', () => {
    const moved = { ...drawn, layout: { ...drawn.layout, be: { x: 1300, y: 400, width: 200, height: 64 } } }
    expect(pictureOf(moved)).not.toBe(pictureOf(drawn))
    const topology = { places: [...places].reverse(), components: [...components].reverse(), connections }
    expect(pictureOf({ ...drawn, topology, layout: {} })).toBe(pictureOf({ ...drawn, layout: {} }))
  })

  test('shows what people typed as text, cut to its card', () => {
    const picture = pictureOf(
      design({
        places: [{ id: 'z', kind: 'zone', label: ']]><!DOCTYPE x>&"' }],
        components: [
          { id: 'gw1', kind: 'universal-gateway', place: 'z', label: '<script>alert("1")</script>', replicas: 3 },
          { id: 'acp1', kind: 'api-control-plane', label: '\u0000\u202e\ud83d\ude80'.repeat(30) },
        ],
        connections: connect(['gw1'], ['acp1']),
      }),
    )
    expect(picture).toContain('&lt;script&gt;alert(... x3</text>')
    expect(picture).toContain('>]]&gt;&lt;!DOCTYPE x&gt;&amp;&quot;</text>')
    expect(picture).not.toMatch(/<script|<!DOCTYPE|\u202e/)
  })

  test('of many lines is made without leading them round cards, and of nothing not at all', () => {
    const gateways = Array.from({ length: 15 }, (_, index) => `gw${index}`)
    const planes = Array.from({ length: 15 }, (_, index) => `acp${index}`)
    const picture = pictureOf(
      design({
        components: [
          ...gateways.map((id) => ({ id, kind: 'universal-gateway' as const })),
          ...planes.map((id) => ({ id, kind: 'api-control-plane' as const })),
        ],
        connections: connect(gateways, planes),
      }),
    )
    expect(countOf(picture, /<path [^>]*stroke-opacity/g)).toBeGreaterThan(225)
    expect(pictureOf(design({}))).toBe('')
  })
})
