// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Design } from '../../core/model/design'
import { componentById, connectionById } from '../../core/model/queries'
import { emptyDesign } from '../../state/empty-design'
import { getState, openDesign, select, undo } from '../../state/store'
import { Inspector } from './Inspector'

const DESIGN: Design = {
  ...emptyDesign(),
  topology: {
    places: [
      { id: 'az-a', kind: 'zone', label: 'a' },
      { id: 'vm1', kind: 'host', parent: 'az-a' },
    ],
    components: [
      { id: 'gw1', kind: 'universal-gateway', label: 'Gateway', place: 'vm1' },
      { id: 'acp1', kind: 'api-control-plane', label: 'Control Plane' },
      { id: 'db1', kind: 'database' },
      { id: 'consumer1', kind: 'api-consumer' },
    ],
    connections: [{ id: 'c1', from: 'gw1', to: 'acp1' }],
  },
}

function open(...ids: string[]) {
  openDesign(DESIGN)
  select(ids)
  render(<Inspector />)
}

function type(element: HTMLElement, text: string) {
  element.focus()
  fireEvent.change(element, { target: { value: text } })
}

const component = (id: string) => componentById(getState().design, id)
const textbox = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name })

beforeEach(() => openDesign(DESIGN))
afterEach(cleanup)

describe('addresses', () => {
  /** What a person reads beside a label of the list, with the reason below it. */
  const readBeside = (label: string) => {
    const term = screen.getAllByText(label).find((element) => element.tagName === 'DT')
    return [...(term?.parentElement?.querySelectorAll('dd') ?? [])].map((element) => element.textContent)
  }

  test('say which of several that are drawn is never dialled', () => {
    const { topology } = DESIGN
    openDesign({
      ...DESIGN,
      topology: {
        ...topology,
        components: [...topology.components, { id: 'acp2', kind: 'api-control-plane', label: 'Control Plane 2' }],
        connections: [...topology.connections, { id: 'c2', from: 'gw1', to: 'acp2' }],
      },
    })
    select(['gw1'])
    render(<Inspector />)
    expect(readBeside('Control plane')).toEqual([
      expect.stringMatching(/^https:\/\/acp1\..*:9443/),
      'Control Plane 2 is never dialled',
    ])
    expect(readBeside('Event hub').at(-1)).toBe('each by its own name, in this order')
  })

  test('say what they lead through, and what that passes on', () => {
    const { topology } = DESIGN
    openDesign({
      ...DESIGN,
      topology: {
        ...topology,
        components: [
          ...topology.components,
          { id: 'r1', kind: 'redis' },
          { id: 'l4', kind: 'load-balancer', label: 'Inner balancer', properties: { hostname: 'redis.acme.com' } },
        ],
        connections: [...topology.connections, { id: 'c2', from: 'gw1', to: 'l4' }, { id: 'c3', from: 'l4', to: 'r1' }],
      },
    })
    select(['gw1'])
    const { unmount } = render(<Inspector />)
    expect(readBeside('Redis')).toEqual(['redis.acme.com:6379', 'via Inner balancer'])
    unmount()
    select(['l4'])
    render(<Inspector />)
    const both = screen.getAllByText('Redis').filter(({ tagName }) => tagName === 'DT')
    expect(both.map((term) => term.parentElement?.querySelector('dd')?.textContent)).toEqual([
      'redis.acme.com:6379',
      expect.stringMatching(/^r1\..*:6379$/),
    ])
  })
})

describe('a component', () => {
  test('typing applies at once, and one visit to a field is one undo step', () => {
    open('gw1')
    const label = textbox('Label')
    type(label, 'Edge')
    type(label, 'Edge gateway')
    expect(component('gw1')?.label).toBe('Edge gateway')
    expect(getState().past).toHaveLength(1)
    fireEvent.blur(label)
    type(label, 'Edge 2')
    expect(getState().past).toHaveLength(2)
    fireEvent.blur(label)
  })

  test('an undo elsewhere takes the field back', () => {
    open('gw1')
    type(textbox('Label'), 'Edge')
    act(() => undo())
    expect(textbox('Label').value).toBe('Gateway')
  })

  test('what is no host name stays in the field with the reason, and the design keeps its last good one', () => {
    open('gw1')
    type(textbox('Host name'), 'gw1.internal')
    type(textbox('Host name'), '$(reboot)')
    fireEvent.blur(textbox('Host name'))
    expect(textbox('Host name').value).toBe('$(reboot)')
    expect(textbox('Host name').getAttribute('aria-invalid')).toBe('true')
    expect(screen.getByRole('alert').textContent).toContain('Host name must be a DNS name')
    expect(component('gw1')?.properties).toEqual({ hostname: 'gw1.internal' })
    fireEvent.keyDown(textbox('Host name'), { key: 'Escape' })
    expect(textbox('Host name').value).toBe('gw1.internal')
    expect(screen.queryByRole('alert')).toBeNull()
  })

  test('an emptied field means unknown', () => {
    open('gw1')
    const offset = screen.getByRole('spinbutton', { name: 'Port offset' })
    type(offset, '3')
    expect(component('gw1')?.properties).toEqual({ portOffset: 3 })
    type(offset, '')
    expect(component('gw1')?.properties ?? {}).toEqual({})
  })

  test.each(['0', '101', '1.5', ''])('%j is no number of instances', (text) => {
    open('gw1')
    type(screen.getByRole('spinbutton', { name: 'Instances' }), text)
    expect(screen.getByRole('alert').textContent).toBe('Enter a whole number from 1 to 100.')
    expect(component('gw1')?.replicas).toBeUndefined()
  })

  test('a flag can be yes, no and unknown again', () => {
    open('gw1')
    const tenants = within(screen.getByRole('group', { name: 'Several tenants' }))
    fireEvent.click(tenants.getByRole('radio', { name: 'Yes' }))
    expect(component('gw1')?.properties).toEqual({ multiTenant: true })
    fireEvent.click(tenants.getByRole('radio', { name: 'Unknown' }))
    expect(component('gw1')?.properties ?? {}).toEqual({})
  })

  test('is moved by its place field to a spot of its own', () => {
    open('acp1')
    fireEvent.change(screen.getByRole('combobox', { name: 'Place' }), { target: { value: 'vm1' } })
    expect(component('acp1')?.place).toBe('vm1')
    expect(getState().design.layout.acp1).toBeDefined()
    expect(getState().past).toHaveLength(1)
  })

  test('offers no instances for people and databases', () => {
    open('consumer1')
    expect(screen.queryByRole('spinbutton', { name: 'Instances' })).toBeNull()
    cleanup()
    open('db1')
    expect(screen.queryByRole('spinbutton', { name: 'Instances' })).toBeNull()
  })

  test('is connected from the form to what it may reach', () => {
    open('acp1')
    const targets = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Connect to' })
    expect([...targets.options].map((option) => option.value)).toEqual(['', 'db1'])
    fireEvent.change(targets, { target: { value: 'db1' } })
    fireEvent.click(screen.getByRole('button', { name: 'Connect' }))
    expect(getState().design.topology.connections.at(-1)).toMatchObject({ from: 'acp1', to: 'db1' })
  })

  test('becomes another kind of its group that may hold all of its connections', () => {
    open('gw1')
    fireEvent.keyDown(screen.getByRole('button', { name: 'Change kind' }), { key: 'Enter' })
    const kinds = screen.getAllByRole('menuitem').map((item) => item.textContent)
    expect(kinds).toContain('Traffic Manager')
    expect(kinds).not.toContain('Universal Gateway')
    expect(kinds).not.toContain('Database')
    fireEvent.click(screen.getByRole('menuitem', { name: 'Traffic Manager' }))
    expect(component('gw1')?.kind).toBe('traffic-manager')
    expect(getState().design.topology.connections).toBe(DESIGN.topology.connections)
  })
})

describe('a connection', () => {
  test('is narrowed by its purposes, and goes back to what the two imply', () => {
    open('c1')
    fireEvent.click(screen.getByRole('checkbox', { name: /^Key management/ }))
    expect(connectionById(getState().design, 'c1')?.purposes).toEqual(['control', 'events'])
    fireEvent.click(screen.getByRole('button', { name: 'Use what the two imply' }))
    expect(connectionById(getState().design, 'c1')?.purposes).toBeUndefined()
  })

  test('is not turned round where the other end may not open it', () => {
    open('c1')
    expect(screen.queryByRole('button', { name: 'Turn round' })).toBeNull()
  })

  test('always carries something', () => {
    open('c1')
    fireEvent.click(screen.getByRole('checkbox', { name: /^Key management/ }))
    fireEvent.click(screen.getByRole('checkbox', { name: /^Control/ }))
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: /^Events/ }).disabled).toBe(true)
  })
})

describe('a place and several elements', () => {
  test('a host may only go where a host may stand', () => {
    open('vm1')
    const inside = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Inside' })
    expect([...inside.options].map((option) => option.text)).toEqual(['The canvas', 'a'])
  })

  test('several are deleted as one step', () => {
    open('gw1', 'acp1')
    expect(screen.getByRole('heading', { name: '2 selected' })).toBeDefined()
    fireEvent.click(screen.getByRole('button', { name: 'Delete 2' }))
    expect(getState().design.topology.components).toHaveLength(2)
    undo()
    expect(getState().design).toBe(DESIGN)
  })

  test('several move into one place as one step', () => {
    open('gw1', 'acp1')
    fireEvent.change(screen.getByRole('combobox', { name: 'Place' }), { target: { value: 'az-a' } })
    expect([component('gw1')?.place, component('acp1')?.place]).toEqual(['az-a', 'az-a'])
    expect(getState().past).toHaveLength(1)
  })
})

describe('the design', () => {
  test('its name follows the title until somebody gives it another', () => {
    open()
    type(textbox('Title'), 'ACME production')
    expect(getState().design.name).toBe('acme-production')
    type(textbox('Name'), 'acme')
    type(textbox('Title'), 'ACME test')
    expect(getState().design.name).toBe('acme')
  })

  test('what is no name is refused', () => {
    open()
    type(textbox('Name'), 'Acme Prod')
    expect(screen.getByRole('alert').textContent).toContain('Name must be lower case letters')
    expect(getState().design.name).toBe('untitled')
  })

  test.each([
    [[], 'Default: Gateway API'],
    [['openshift'], 'Default: OpenShift Route'],
    [['kubernetes', 'openshift'], 'Default: Gateway API or OpenShift Route'],
  ])('what leads into clusters of the flavours %j by default is said', (flavours, words) => {
    const places = flavours.map((flavour, at) => ({
      id: `k${at}`,
      kind: 'kubernetes-cluster' as const,
      properties: { flavour },
    }))
    openDesign({ ...DESIGN, topology: { ...DESIGN.topology, places: [...DESIGN.topology.places, ...places] } })
    render(<Inspector />)
    const exposure = screen.getByRole('combobox', { name: 'Exposure' })
    expect(within(exposure).getAllByRole('option')[0]?.textContent).toBe(words)
  })

  test('a setting goes back to its default', () => {
    open()
    const dbms = screen.getByRole('combobox', { name: 'Database system' })
    fireEvent.change(dbms, { target: { value: 'postgresql' } })
    expect(getState().design.settings.dbms).toBe('postgresql')
    fireEvent.change(dbms, { target: { value: '' } })
    expect(getState().design.settings).toEqual({})
  })
})
