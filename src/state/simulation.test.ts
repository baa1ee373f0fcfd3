import { beforeEach, describe, expect, test, vi } from 'vitest'
import { removeElements, updateComponent } from '../core/document/edits'
import { patternById } from '../core/patterns'
import {
  enterSimulation,
  forgetDrill,
  getSimulation,
  headline,
  keepDrill,
  leaveSimulation,
  nextWorst,
  replay,
  revive,
  reviveAll,
  setMoment,
  toggleFailed,
} from './simulation'
import { edit, getState, openDesign, redo, select, undo } from './store'
import { analyseAtOnce } from './testing/analyse-at-once'

await analyseAtOnce()

const PATTERN = patternById('pattern-3').template('4.7.0')

function down(): readonly string[] {
  const { outcomes, moment } = getSimulation()
  return outcomes.filter((item) => item.moments[moment].status === 'down').map((item) => item.id)
}

beforeEach(() => {
  leaveSimulation()
  openDesign(PATTERN)
  select(['gw1'])
  enterSimulation()
})

describe('the mode', () => {
  test('starts with everything up and nothing selected; leaving selects what was selected', () => {
    expect(getSimulation().failed).toEqual([])
    expect(down()).toEqual([])
    expect(getState().selection.ids).toEqual([])
    toggleFailed('gw1')
    leaveSimulation()
    expect(getSimulation()).toMatchObject({ active: false, failed: [], outcomes: [] })
    expect(getState().selection.ids).toEqual(['gw1'])
    expect(getState().design).toBe(PATTERN)
  })

  test('holds the drawing still, and lets go of it', () => {
    edit((design) => removeElements(design, ['gw1']))
    expect(getState().design).toBe(PATTERN)
    leaveSimulation()
    edit((design) => removeElements(design, ['gw1']))
    enterSimulation()
    undo()
    expect(getState().past).toHaveLength(1)
    leaveSimulation()
    undo()
    expect(getState().design).toBe(PATTERN)
    enterSimulation()
    redo()
    expect(getState().design).toBe(PATTERN)
  })

  test('ends when another drawing is opened', () => {
    toggleFailed('gw1')
    openDesign(patternById('pattern-0').template('4.7.0'))
    expect(getSimulation().active).toBe(false)
    expect(getState().locked).toBe(false)
  })
})

describe('failing', () => {
  test('marks what is up and cannot do its work, and says in a sentence what is left', () => {
    expect(headline(getSimulation())).toBeNull()
    toggleFailed('acp1')
    expect(headline(getSimulation())).toBe('Everything works.')
    expect([...getSimulation().view.impaired.keys()]).toEqual([])
    toggleFailed('acp2')
    expect(headline(getSimulation())).toMatch(/^API calls get through\. Down: /)
    expect(getSimulation().view.impaired.get('gw1')).toMatch(/^Up with what it has/)
    expect(getSimulation().view.impaired.has('acp1')).toBe(false)
  })

  test('both control planes takes tokens and management at once, and calls when a gateway restarts', () => {
    toggleFailed('acp1')
    expect(down()).toEqual([])
    toggleFailed('acp2')
    expect(down()).toEqual(expect.arrayContaining(['C3', 'C6', 'C7', 'C8', 'C10']))
    expect(down()).not.toContain('C1')
    expect(getSimulation().said).toMatch(/^Control Plane 2 failed\. Down: .*get or refresh a token/)
    setMoment('after-restart')
    expect(down()).toContain('C1')
    expect(getSimulation().said).toMatch(/^When a gateway restarts\. Down: call an API with a JWT/)
    setMoment('immediate')
    toggleFailed('acp1')
    expect(down()).toEqual([])
    expect(getSimulation().said).toMatch(/^Control Plane 1 revived\. Working again: /)
  })

  test('a zone takes its members along, and they come back with it alone', () => {
    toggleFailed('zone-a')
    const { view } = getSimulation()
    expect(view.places).toEqual(new Set(['zone-a']))
    expect(view.cards.get('gw1')).toEqual({ down: 1, of: 1, with: 'zone-a' })
    expect(view.cards.has('gw2')).toBe(false)
    expect(toggleFailed('gw1')).toBe('Gateway 1 is down with Zone a. Revive Zone a to bring it back.')
    expect(getSimulation().failed).toEqual(['zone-a'])
    toggleFailed('zone-a')
    expect(getSimulation().view.cards.size).toBe(0)
  })

  test('a zone in a datacenter that is down is refused', () => {
    toggleFailed('dc1')
    expect(toggleFailed('zone-a')).toBe('Zone a is down with Datacenter. Revive Datacenter to bring it back.')
  })

  test('a component darkens its lines; a connection is cut by itself', () => {
    toggleFailed('gw1')
    toggleFailed('consumer-vip')
    const { view } = getSimulation()
    expect(view.lines.has('gw1-be')).toBe(true)
    expect(view.lines.has('gw2-be')).toBe(false)
    expect(view.cut).toEqual(new Set(['consumer-vip']))
    expect(down()).toContain('C1')
    toggleFailed('consumer-vip')
    expect(down()).not.toContain('C1')
  })

  test('several instances of one card fail together, and one alone shows as a part', () => {
    leaveSimulation()
    openDesign(updateComponent(PATTERN, 'gw1', { replicas: 2 }))
    enterSimulation()
    replay({ title: 'One instance', failed: ['gw1#2'] })
    expect(getSimulation().view.cards.get('gw1')).toEqual({ down: 1, of: 2 })
    expect(getSimulation().view.lines.size).toBe(0)
    toggleFailed('gw1')
    expect(getSimulation().failed).toEqual(['gw1'])
    expect(getSimulation().view.cards.get('gw1')).toEqual({ down: 2, of: 2 })
    toggleFailed('gw1')
    expect(getSimulation().failed).toEqual([])
  })

  test('is told apart where a label is drawn twice', () => {
    leaveSimulation()
    openDesign(patternById('multi-dc-active-active').template('4.7.0'))
    enterSimulation()
    const twins = getState().design.topology.components.filter(({ label }) => label === 'Gateway 1')
    const said = twins.map(({ id }) => {
      toggleFailed(id)
      return getSimulation().said.replace(/ failed\..*/, '')
    })
    expect(said).toEqual(['Gateway 1, east', 'Gateway 1, west'])
  })

  test('people is refused with what to do instead', () => {
    expect(toggleFailed('consumer')).toContain('Cut their connection instead.')
    expect(getSimulation().failed).toEqual([])
  })

  test('a backend takes the calls', () => {
    toggleFailed('be')
    expect(getSimulation().view.cards.get('be')).toEqual({ down: 1, of: 1 })
    expect(down()).toContain('C1')
  })

  test('one of the failed things, or all of them, can be revived', () => {
    for (const id of ['gw1', 'tm1', 'acp1']) toggleFailed(id)
    revive('tm1')
    expect(getSimulation().failed).toEqual(['gw1', 'acp1'])
    reviveAll()
    expect(getSimulation().failed).toEqual([])
  })
})

describe('the worst single failures', () => {
  test('come one after the other, each alone, and start over', async () => {
    const first = await nextWorst()
    expect(getSimulation().failed).toEqual([first])
    const of = getSimulation().worst?.of ?? 0
    expect(of).toBeGreaterThan(1)
    expect(down().length).toBeGreaterThan(0)
    const names: (string | null)[] = []
    while (names.length < of - 1) names.push(await nextWorst())
    expect(new Set([first, ...names]).size).toBe(of)
    expect(await nextWorst()).toBe(first)
  })

  test('are forgotten when something else fails', async () => {
    await nextWorst()
    toggleFailed('consumer-vip')
    expect(getSimulation().worst).toBeNull()
  })
})

describe('drills', () => {
  test('are saved as one undo step and bring the failure back', () => {
    toggleFailed('acp1')
    toggleFailed('acp2')
    keepDrill('Both control planes', 'Calls go on')
    expect(getState().locked).toBe(true)
    reviveAll()
    const [drill] = getState().design.story
    if (!drill) throw new Error('drill')
    expect(replay(drill)).toEqual([])
    expect(getSimulation().failed).toEqual(['acp1', 'acp2'])
    expect(getSimulation().said).toMatch(/^Drill Both control planes\. Down: /)
    leaveSimulation()
    undo()
    expect(getState().design).toBe(PATTERN)
  })

  test('leave out what is no longer drawn, and can be deleted', () => {
    expect(replay({ title: 'Old', failed: ['gw9', 'gw1'] })).toEqual(['gw9'])
    expect(getSimulation().failed).toEqual(['gw1'])
    keepDrill('Gateway 1', '')
    const [drill] = getState().design.story
    if (!drill) throw new Error('drill')
    forgetDrill(drill)
    expect(getState().design.story).toEqual([])
  })
})

describe('before it is loaded', () => {
  /** The page as it is just after it was opened: nothing of the mode has been loaded. */
  async function openPage() {
    vi.resetModules()
    const [simulation, store] = await Promise.all([import('./simulation'), import('./store')])
    store.openDesign(PATTERN)
    return simulation
  }

  test('the mode starts as soon as it is', async () => {
    const simulation = await openPage()
    simulation.toggleSimulation()
    expect(simulation.getSimulation().active).toBe(false)
    await vi.waitFor(() => expect(simulation.getSimulation().active).toBe(true))
    expect(simulation.toggleFailed('gw1')).toBeNull()
    expect(simulation.getSimulation().failed).toEqual(['gw1'])
  })

  test('a second press takes the first back', async () => {
    const simulation = await openPage()
    simulation.toggleSimulation()
    simulation.toggleSimulation()
    await simulation.loadSimulation()
    expect(simulation.getSimulation().active).toBe(false)
    simulation.toggleSimulation()
    await vi.waitFor(() => expect(simulation.getSimulation().active).toBe(true))
  })
})
