import { describe, expect, test } from 'vitest'
import { patternById } from '../../core/patterns'
import { resolve } from '../../core/wiring/resolve'
import { addressesOf } from './addresses'

const deployment = resolve(patternById('pattern-3').template('4.7.0'))

function linesOf(id: string, title: string) {
  const instance = deployment.instance.get(id)
  if (!instance) throw new Error(`${id} is not in the template`)
  const group = addressesOf(deployment, instance).find((candidate) => candidate.title === title)
  return Object.fromEntries(group?.lines.map((line) => [line.label, line.values]) ?? [])
}

describe('addresses of an instance', () => {
  test('a gateway shows where APIs are called and every broker and Traffic Manager that it dials', () => {
    const own = linesOf('gw1', 'Reached at')
    expect(own['Host name']).toEqual([deployment.instance.get('gw1')?.hostname])
    expect(own['API calls']?.[0]).toMatch(/^https:\/\//)
    const dialled = linesOf('gw1', 'Dials')
    expect(dialled['Event hub']).toEqual(
      deployment.server.get('gw1')?.brokers.map((broker) => `${broker.hostname}:${5672 + broker.offset}`),
    )
    expect(dialled['Throttle data to']).toHaveLength(2)
  })

  test('a control plane does not dial itself', () => {
    const hostname = deployment.instance.get('acp1')?.hostname ?? ''
    expect(Object.values(linesOf('acp1', 'Dials')).flat().join(' ')).not.toContain(`${hostname}:`)
  })

  test('ports count the offset of the server', () => {
    const design = patternById('pattern-3').template('4.7.0')
    const components = design.topology.components.map((component) =>
      component.id === 'gw1' ? { ...component, properties: { portOffset: 3 } } : component,
    )
    const moved = resolve({ ...design, topology: { ...design.topology, components } })
    const instance = moved.instance.get('gw1')
    const ports = instance && addressesOf(moved, instance).find((group) => group.title === 'Ports')
    expect(ports?.lines.find((line) => line.label === 'API calls')?.values).toEqual(['8246'])
  })

  test('what is no server and has no ports still has a name', () => {
    expect(Object.keys(linesOf('lb1', 'Reached at'))).toContain('Gateways')
    expect(linesOf('lb1', 'Dials')).toEqual({})
  })
})
