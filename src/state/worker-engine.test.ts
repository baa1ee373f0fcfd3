import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Answer } from '../core/analysis/messages'
import { fixOf, type StageResult, stagesOf } from '../core/analysis/stages'
import { removeElements, updateComponent } from '../core/document/edits'
import type { Design } from '../core/model/design'
import { PATTERNS, patternById } from '../core/patterns'
import type { Engine } from './engine'
import { type FakeWorker, fakeWorkers, openService } from './testing/fake-workers'
import { workerEngine } from './worker-engine'

const PATTERN = patternById('pattern-3').template('4.7.0')
const LONE = removeElements(PATTERN, ['gw2'])
const [CHECKED, ASSESSED] = [...stagesOf(PATTERN)] as const
if (!CHECKED || !ASSESSED) throw new Error('An analysis has two stages')

function heard() {
  const stages: StageResult[] = []
  const faults: string[] = []
  return {
    stages,
    faults,
    listener: { onStage: (result: StageResult) => stages.push(result), onFault: (text: string) => faults.push(text) },
  }
}

/** What a worker says that does a run from its beginning to a stage. */
function upTo(run: number, ...results: readonly StageResult[]): Answer[] {
  return [{ type: 'begun', run }, ...results.map((result): Answer => ({ type: 'stage', run, result }))]
}

describe('one worker', () => {
  let workers: ReturnType<typeof fakeWorkers>
  let engine: Engine
  const unavailable = vi.fn()
  const at = (index: number): FakeWorker => {
    const worker = workers.all[index]
    if (!worker) throw new Error(`No worker ${index}`)
    return worker
  }

  beforeEach(() => {
    vi.useFakeTimers()
    unavailable.mockReset()
    workers = fakeWorkers()
    engine = workerEngine(workers.open, unavailable)
  })
  afterEach(() => {
    engine.close()
    vi.useRealTimers()
  })

  test('is asked for a drawing and heard stage by stage', () => {
    const { stages, listener } = heard()
    engine.analyse(PATTERN, listener)
    expect(at(0).requests).toEqual([{ type: 'analyse', run: 1, design: PATTERN }])
    at(0).answer({ type: 'ready' }, ...upTo(1, CHECKED))
    expect(stages).toEqual([CHECKED])
    at(0).answer({ type: 'stage', run: 1, result: ASSESSED }, { type: 'done', run: 1 })
    expect(stages).toEqual([CHECKED, ASSESSED])
    expect(workers.all).toHaveLength(1)
  })

  test('is told to stop when an edit overtakes it, and what it still says is dropped', () => {
    const old = heard()
    const fresh = heard()
    engine.analyse(PATTERN, old.listener)
    at(0).answer({ type: 'ready' }, { type: 'begun', run: 1 })
    engine.analyse(LONE, fresh.listener)
    expect(at(0).requests.map(({ type }) => type)).toEqual(['analyse', 'stop'])
    at(0).answer({ type: 'stage', run: 1, result: CHECKED })
    expect(old.stages).toEqual([])
    expect(fresh.stages).toEqual([])
    at(0).answer({ type: 'done', run: 1 })
    expect(at(0).last('analyse').design).toBe(LONE)
    at(0).answer(...upTo(2, CHECKED))
    expect(old.stages).toEqual([])
    expect(fresh.stages).toEqual([CHECKED])
  })

  test('gets only the newest of several drawings that come while it is busy', () => {
    const runs = [PATTERN, LONE, updateComponent(LONE, 'gw1', { replicas: 2 })].map((design) => {
      const { stages, listener } = heard()
      engine.analyse(design, listener)
      return { design, stages }
    })
    at(0).answer({ type: 'ready' }, ...upTo(1), { type: 'done', run: 1 })
    expect(at(0).requests.filter(({ type }) => type === 'analyse')).toHaveLength(2)
    expect(at(0).last('analyse').design).toBe(runs[2]?.design)
    at(0).answer(...upTo(3, CHECKED, ASSESSED), { type: 'done', run: 3 })
    expect(runs.map(({ stages }) => stages.length)).toEqual([0, 0, 2])
  })

  test('says nothing more about a drawing that was given up for none', () => {
    const { stages, listener } = heard()
    engine.analyse(PATTERN, listener)
    engine.stop()
    at(0).answer({ type: 'ready' }, ...upTo(1, CHECKED), { type: 'done', run: 1 })
    expect(stages).toEqual([])
    expect(at(0).last('stop')).toBeDefined()
  })

  test('is ended in the middle of a long stage when a newer drawing waits, and another takes over', () => {
    const { stages, listener } = heard()
    engine.analyse(PATTERN, heard().listener)
    at(0).answer({ type: 'ready' }, { type: 'begun', run: 1 })
    vi.advanceTimersByTime(200)
    engine.analyse(LONE, listener)
    vi.advanceTimersByTime(40)
    expect(at(0).isClosed).toBe(false)
    vi.advanceTimersByTime(20)
    expect(at(0).isClosed).toBe(true)
    expect(at(1).requests).toEqual([{ type: 'analyse', run: 2, design: LONE }])
    at(0).answer({ type: 'stage', run: 1, result: CHECKED }, { type: 'done', run: 1 })
    expect(stages).toEqual([])
    at(1).answer({ type: 'ready' }, ...upTo(2, CHECKED))
    expect(stages).toEqual([CHECKED])
  })

  test('is ended at once when its stage has been long already, and a spare is then at hand', () => {
    engine.analyse(PATTERN, heard().listener)
    at(0).answer({ type: 'ready' }, { type: 'begun', run: 1 })
    vi.advanceTimersByTime(1000)
    expect(at(0).isClosed).toBe(false)
    engine.analyse(LONE, heard().listener)
    expect([at(0).isClosed, workers.all.length]).toEqual([true, 3])
    at(2).answer({ type: 'ready' })
    at(1).answer({ type: 'ready' }, { type: 'begun', run: 2 })
    vi.advanceTimersByTime(1000)
    engine.analyse(PATTERN, heard().listener)
    expect(at(1).isClosed).toBe(true)
    expect(at(2).last('analyse').design).toBe(PATTERN)
  })

  test('may take as long as it needs while nothing newer waits, and each stage has its own time', () => {
    engine.analyse(PATTERN, heard().listener)
    at(0).answer({ type: 'ready' }, { type: 'begun', run: 1 })
    vi.advanceTimersByTime(5000)
    at(0).answer({ type: 'stage', run: 1, result: CHECKED })
    engine.analyse(LONE, heard().listener)
    vi.advanceTimersByTime(200)
    expect(at(0).isClosed).toBe(false)
    expect(at(0).last('stop')).toBeDefined()
  })

  test('is not ended for the time that its script takes to load', () => {
    engine.analyse(PATTERN, heard().listener)
    engine.analyse(LONE, heard().listener)
    vi.advanceTimersByTime(10_000)
    expect(at(0).isClosed).toBe(false)
  })

  test('that does not load, or may not be opened, is no engine: said once', () => {
    engine.analyse(PATTERN, heard().listener)
    at(0).breakDown('')
    engine.analyse(LONE, heard().listener)
    expect(unavailable).toHaveBeenCalledTimes(1)
    expect(workers.all).toHaveLength(1)

    const none = vi.fn()
    const refused = workerEngine(() => {
      throw new Error('No workers here')
    }, none)
    refused.analyse(PATTERN, heard().listener)
    expect(none).toHaveBeenCalledTimes(1)
  })

  test('that throws is said to, and the next drawing gets another', () => {
    const { faults, stages, listener } = heard()
    engine.analyse(PATTERN, listener)
    at(0).answer({ type: 'ready' }, ...upTo(1, CHECKED), { type: 'failed', run: 1, message: 'x is not a function' })
    expect(stages).toEqual([CHECKED])
    expect(faults).toEqual(['x is not a function'])
    expect(at(0).isClosed).toBe(true)
    expect(unavailable).not.toHaveBeenCalled()
    const next = heard()
    engine.analyse(LONE, next.listener)
    at(1).answer({ type: 'ready' }, ...upTo(2, CHECKED, ASSESSED))
    expect(next.stages).toHaveLength(2)
  })

  test('that throws over a drawing that was overtaken is replaced without a word', () => {
    const old = heard()
    engine.analyse(PATTERN, old.listener)
    at(0).answer({ type: 'ready' }, { type: 'begun', run: 1 })
    engine.analyse(LONE, heard().listener)
    at(0).answer({ type: 'failed', run: 1, message: 'x is not a function' })
    expect(old.faults).toEqual([])
    expect(at(1).last('analyse').design).toBe(LONE)
  })

  test('that breaks down while it is at a fix lets the fix fail', async () => {
    const fix = engine.fix(LONE, 'HA-01 gw1')
    at(0).answer({ type: 'ready' })
    at(0).breakDown('out of memory')
    await expect(fix).rejects.toThrow('out of memory')
  })

  test('is asked for a fix with the run that knows the drawing, and again when it was replaced meanwhile', async () => {
    engine.analyse(LONE, heard().listener)
    at(0).answer({ type: 'ready' }, { type: 'begun', run: 1 })
    const moved: Design = { ...LONE, layout: {} }
    const ended = [engine.fix(moved, 'HA-01 gw1'), engine.fix(PATTERN, 'HA-01 gw1')]
    const fixes = at(0).requests.filter((request) => request.type === 'fix')
    expect(fixes).toMatchObject([{ design: moved, run: 1 }, { design: PATTERN }])
    expect(fixes[1]).not.toHaveProperty('run')
    vi.advanceTimersByTime(1000)
    engine.analyse(PATTERN, heard().listener)
    expect(at(1).requests.map(({ type }) => type)).toEqual(['analyse', 'fix', 'fix'])
    engine.close()
    for (const fix of ended) await expect(fix).rejects.toThrow('ended')
    await expect(engine.fix(PATTERN, 'HA-01 gw1')).rejects.toThrow('ended')
  })
})

describe('the service in a worker', () => {
  const analyse = (engine: Engine, design: Design): Promise<StageResult[]> =>
    new Promise((done, failed) => {
      const stages: StageResult[] = []
      engine.analyse(design, {
        onStage: (result) => {
          stages.push(result)
          if (stages.length === 2) done(stages)
        },
        onFault: (message) => failed(new Error(message)),
      })
    })
  const broken = vi.fn()
  let engine: Engine
  beforeEach(() => {
    engine = workerEngine(openService, broken)
  })
  afterEach(() => engine.close())

  test.each(PATTERNS)('says of $id what the page itself would', async ({ template }) => {
    for (const design of [template('4.7.0'), withoutFirst(template('4.5.0'))]) {
      expect(await analyse(engine, design)).toEqual([...stagesOf(design)])
    }
  })

  test('answers the newest of drawings in a row, and of the others nothing', async () => {
    const overtaken = heard()
    for (const design of [PATTERN, LONE]) engine.analyse(design, overtaken.listener)
    expect(await analyse(engine, withoutFirst(PATTERN))).toEqual([...stagesOf(withoutFirst(PATTERN))])
    expect(overtaken.stages).toEqual([])
  })

  test('fixes exactly the design that it is given, and gives back the same parts where nothing changed', async () => {
    await analyse(engine, LONE)
    const key = 'HA-01 gw1'
    const moved: Design = { ...LONE, layout: { ...LONE.layout, be: { x: 3000, y: 70 } } }
    const fixed = await engine.fix(moved, key)
    expect(fixed).toEqual(fixOf(moved, key))
    expect(fixed?.layout.be).toBe(moved.layout.be)
    expect(fixed?.settings).toBe(moved.settings)
    const before = new Set<object>(moved.topology.components)
    expect(fixed?.topology.components.filter((component) => !before.has(component)).length).toBeGreaterThan(0)
    expect(fixed?.topology.components.filter((component) => before.has(component)).length).toBeGreaterThan(10)
    expect(await engine.fix(PATTERN, key)).toBeNull()
  })

  test('goes on after a drawing that it can not read', async () => {
    const unreadable = { ...PATTERN, topology: null } as unknown as Design
    await expect(analyse(engine, unreadable)).rejects.toThrow()
    expect(await analyse(engine, PATTERN)).toHaveLength(2)
    expect(broken).not.toHaveBeenCalled()
  })
})

/** The drawing without its first server: with findings, other pattern levels and lost capabilities. */
function withoutFirst(design: Design): Design {
  const first = design.topology.components.find(({ kind }) => kind === 'universal-gateway' || kind === 'all-in-one')
  return first ? removeElements(design, [first.id]) : design
}
