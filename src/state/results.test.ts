import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type StageResult, stagesOf } from '../core/analysis/stages'
import { acknowledge, removeElements, setSettings } from '../core/document/edits'
import { moveElements } from '../core/layout/placing'
import type { Design } from '../core/model/design'
import { patternById } from '../core/patterns'
import { emptyDesign } from './empty-design'
import type { Engine, EngineListener } from './engine'
import { fixedBy } from './fixes'
import { inProcessEngine } from './in-process-engine'
import { assessment, follow, getResults, startAnalysis } from './results'
import { edit, getState, openDesign, redo, undo } from './store'
import { analyseAtOnce } from './testing/analyse-at-once'
import { fakeWorkers, openService } from './testing/fake-workers'

await analyseAtOnce()

const PATTERN = patternById('pattern-3').template('4.7.0')
const LONE = removeElements(PATTERN, ['gw2'])
const OTHER = removeElements(PATTERN, ['gw1'])

/** An engine that says what the test wants, when it wants. */
function slowEngine() {
  const runs: { readonly design: Design; readonly listener: EngineListener; readonly results: StageResult[] }[] = []
  const stop = vi.fn()
  const engine: Engine = {
    analyse: (design, listener) => runs.push({ design, listener, results: [...stagesOf(design)] }),
    stop,
    fix: () => Promise.resolve(null),
    close: () => {},
  }
  const latest = () => {
    const run = runs.at(-1)
    if (!run) throw new Error('Nothing was asked')
    return run
  }
  /** The next stage of the latest run. */
  const answer = () => {
    const { listener, results } = latest()
    const result = results.shift()
    if (result) listener.onStage(result)
  }
  return { engine, runs, stop, latest, answer }
}

const codes = () => getResults().diagnoses.map(({ code }) => code)

beforeEach(() => openDesign(emptyDesign()))
afterEach(() => follow(inProcessEngine((run) => run())))

describe('results', () => {
  test('come stage by stage, each with its own progress', () => {
    const { engine, answer } = slowEngine()
    openDesign(LONE)
    follow(engine)
    expect(getResults()).toMatchObject({ checking: 'done' })
    openDesign(patternById('pattern-1').template('4.7.0'))
    expect(getResults()).toMatchObject({ checked: null, checking: 'working', assessed: null, assessing: 'working' })
    answer()
    expect(getResults()).toMatchObject({ checking: 'done', assessing: 'working' })
    answer()
    expect(getResults()).toMatchObject({ checking: 'done', assessing: 'done' })
    expect(getResults().assessed?.design).toBe(getState().design)
  })

  test('of the drawing before stay after an edit, and are told apart until the new ones come', () => {
    openDesign(LONE)
    const { engine, answer } = slowEngine()
    follow(engine)
    const before = getResults()
    expect(codes()).toContain('HA-01')
    edit(() => structuredClone(PATTERN))
    expect(getResults()).toMatchObject({ checking: 'working', assessing: 'working' })
    expect(getResults().checked).toBe(before.checked)
    expect(getResults().checked?.design).not.toBe(getState().design)
    expect(getResults().assessed).toBe(before.assessed)
    answer()
    expect(codes()).not.toContain('HA-01')
    expect(getResults().checked?.design).toBe(getState().design)
    expect(getResults().assessed).toBe(before.assessed)
    expect(getResults().assessing).toBe('working')
  })

  test('of a drawing that was overtaken are not shown, even if an engine says them', () => {
    const { engine, runs, answer } = slowEngine()
    follow(engine)
    edit(() => structuredClone(LONE))
    edit(() => structuredClone(PATTERN))
    const [first, second] = runs.slice(-2)
    for (const result of first?.results ?? []) first?.listener.onStage(result)
    expect(getResults()).toMatchObject({ checking: 'working', diagnoses: [] })
    first?.listener.onFault('late')
    expect(getState().notice).toBeNull()
    expect(getResults().checking).toBe('working')
    expect(second?.design).toBe(getState().design)
    answer()
    expect(getResults().checking).toBe('done')
  })

  test('of another document are not kept when one is opened', () => {
    openDesign(LONE)
    const { engine } = slowEngine()
    follow(engine)
    openDesign(structuredClone(PATTERN))
    expect(getResults()).toMatchObject({ checked: null, diagnoses: [], assessed: null, checking: 'working' })
  })

  test('are found again by undo and redo, and what was under way is given up', () => {
    openDesign(LONE)
    const before = getResults()
    const { engine, runs, stop, answer } = slowEngine()
    follow(engine)
    edit(() => structuredClone(OTHER))
    expect(runs).toHaveLength(1)
    undo()
    expect(stop).toHaveBeenCalledTimes(1)
    expect(getResults()).toEqual(before)
    redo()
    expect(runs).toHaveLength(2)
    answer()
    answer()
    undo()
    redo()
    expect(runs).toHaveLength(2)
    expect(getResults()).toMatchObject({ checking: 'done', assessing: 'done' })
  })

  test('are not asked for again by a drag or an acknowledgement, not even while they are on their way', () => {
    const { engine, runs, answer } = slowEngine()
    follow(engine)
    edit(() => structuredClone(LONE))
    const asked = runs.length
    edit((design) => moveElements(design, new Map([['be', { x: 2000, y: 900 }]])))
    expect(getResults().checking).toBe('working')
    answer()
    expect(getResults().checked?.design).toBe(getState().design)
    const lone = getResults().diagnoses.find(({ code }) => code === 'HA-01')
    if (!lone) throw new Error('HA-01')
    edit((design) => acknowledge(design, lone, 'A test stage'))
    expect(getResults().diagnoses.find(({ code }) => code === 'HA-01')?.acknowledged).toBe('A test stage')
    undo()
    expect(getResults().diagnoses.find(({ code }) => code === 'HA-01')?.acknowledged).toBeUndefined()
    answer()
    expect(getResults().assessing).toBe('done')
    expect(runs).toHaveLength(asked)
    edit((design) => setSettings(design, { production: false }))
    expect(runs).toHaveLength(asked + 1)
  })

  test('are waited for by who needs those of the drawing as it is', async () => {
    const { engine, answer, latest } = slowEngine()
    follow(engine)
    edit(() => structuredClone(LONE))
    const waiting = assessment()
    edit(() => structuredClone(PATTERN))
    const [, assessed] = latest().results
    answer()
    answer()
    expect(await waiting).toBe(assessed)
    expect(await assessment()).toBe(assessed)
  })
})

describe('a fault', () => {
  test('is said, leaves what was there as of before, and the next edit tries again', async () => {
    openDesign(LONE)
    const before = getResults()
    const { engine, runs, latest, answer } = slowEngine()
    follow(engine)
    edit(() => structuredClone(OTHER))
    latest().listener.onFault('x is not a function')
    expect(getState().notice).toMatchObject({ kind: 'error', details: ['x is not a function'] })
    expect(getResults()).toMatchObject({ checked: before.checked, checking: 'failed', assessing: 'failed' })
    expect(await assessment()).toBeNull()
    edit(() => structuredClone(PATTERN))
    expect(runs).toHaveLength(2)
    answer()
    answer()
    expect(getResults()).toMatchObject({ checking: 'done', assessing: 'done' })
  })

  test('in the second stage takes nothing from the first', () => {
    const { engine, latest, answer } = slowEngine()
    follow(engine)
    edit(() => structuredClone(LONE))
    answer()
    latest().listener.onFault('x is not a function')
    expect(getResults()).toMatchObject({ checking: 'done', assessing: 'failed' })
  })

  test('of a worker at a fix lets the page work it out', async () => {
    const { engine } = slowEngine()
    follow({ ...engine, fix: () => Promise.reject(new Error('out of memory')) })
    const fixed = await fixedBy(LONE, 'HA-01 gw1')
    expect(fixed?.topology.components.filter(({ kind }) => kind === 'universal-gateway')).toHaveLength(2)
  })
})

describe('the page', () => {
  beforeEach(() => follow(null))

  test('has a worker that follows the drawing', async () => {
    startAnalysis(openService)
    edit(() => structuredClone(LONE))
    expect(getResults().checking).toBe('working')
    await vi.waitFor(() => expect(getResults().assessing).toBe('done'))
    expect(codes()).toContain('HA-01')
  })

  test('works by itself where it may have no workers', async () => {
    edit(() => structuredClone(LONE))
    startAnalysis(() => {
      throw new Error('No workers here')
    })
    await vi.waitFor(() => expect(getResults().assessing).toBe('done'))
    edit(() => structuredClone(PATTERN))
    expect(codes()).toContain('HA-01')
    await vi.waitFor(() => expect(getResults().assessing).toBe('done'))
    expect(codes()).not.toContain('HA-01')
    expect(getState().notice).toBeNull()
  })

  test('works by itself where the worker does not load', async () => {
    const { open, all } = fakeWorkers()
    edit(() => structuredClone(OTHER))
    startAnalysis(open)
    all[0]?.breakDown('')
    await vi.waitFor(() => expect(getResults().assessing).toBe('done'))
    expect(codes()).toContain('HA-01')
  })

  test('says so where neither can be loaded', async () => {
    const { open, all } = fakeWorkers()
    edit(() => structuredClone(OTHER))
    startAnalysis(open, () => Promise.reject(new Error('offline')))
    all[0]?.breakDown('')
    await vi.waitFor(() => expect(getState().notice?.text).toMatch(/^The checks could not be loaded/))
    expect(getResults()).toMatchObject({ checking: 'failed', assessing: 'failed' })
    expect(await assessment()).toBeNull()
  })
})
