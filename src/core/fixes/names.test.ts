import { expect, test } from 'vitest'
import { makeIt } from '../analysis/make-it'
import { diagnose } from '../rules'
import { active, central, link, p3, say, unnamed } from '../testing/redrawn'
import { resolve } from '../wiring/resolve'
import { withNamesKept } from './names'

const named = say(unnamed(central, 'glb'), 'glb', { hostname: 'api.acme.net' })
const propertiesOf = (design: typeof central) => design.topology.components.find(({ id }) => id === 'glb')?.properties

test('a name stays with what it named when a pattern leads more through it', () => {
  const made = makeIt(named, 'multi-dc-active-active')
  expect(propertiesOf(made)).toMatchObject({ gatewayHostname: 'api.acme.net' })
  expect(propertiesOf(made)).not.toHaveProperty('hostname')
  expect(diagnose(resolve(made)).filter(({ severity }) => severity === 'error')).toEqual([])
  const hosts = resolve(made).entries.filter(({ transit, role }) => transit.id === 'glb' && role === 'control-plane')
  expect(hosts.map(({ host }) => host)).not.toContain('api.acme.net')
})

test('nothing is changed where nothing more is led through it, or where the name is of one service', () => {
  expect(withNamesKept(named, named)).toBe(named)
  expect(withNamesKept(active, active)).toBe(active)
  const more = link(central, 'developer', 'glb')
  expect(withNamesKept(central, more)).toBe(more)
  const proxy = say(unnamed(p3, 'lb1'), 'lb1', { hostname: 'one.acme.net' })
  expect(withNamesKept(p3, proxy)).toBe(proxy)
})
