import { expect, test, vi } from 'vitest'
import type { Answer } from '../core/analysis/messages'
import { removeElements } from '../core/document/edits'
import { patternById } from '../core/patterns'
import { analysisService } from './analysis-service'

const PATTERN = patternById('pattern-3').template('4.7.0')
const LONE = removeElements(PATTERN, ['gw2'])

function service() {
  const answers: Answer[] = []
  const ask = analysisService((answer) => answers.push(answer))
  return { answers, ask, done: () => vi.waitFor(() => expect(answers.at(-1)?.type).toBe('done')) }
}

const told = (answers: readonly Answer[]) =>
  answers.map((answer) => (answer.type === 'stage' ? answer.result.stage : answer.type))

test('stages come in order, as plain data, between a beginning and an end', async () => {
  const { answers, ask, done } = service()
  ask({ type: 'analyse', run: 7, design: LONE })
  await done()
  expect(told(answers)).toEqual(['begun', 'checked', 'assessed', 'done'])
  expect(structuredClone(answers)).toEqual(answers)
  expect(answers.every((answer) => 'run' in answer && answer.run === 7)).toBe(true)
})

test('a run is given up between two stages', async () => {
  const answers: Answer[] = []
  const ask = analysisService((answer) => {
    answers.push(answer)
    if (answer.type === 'stage') ask({ type: 'stop' })
  })
  ask({ type: 'analyse', run: 1, design: LONE })
  await vi.waitFor(() => expect(answers.at(-1)?.type).toBe('done'))
  expect(told(answers)).toEqual(['begun', 'checked', 'done'])
})

test('a run that is given up before it begins says only that', async () => {
  const { answers, ask, done } = service()
  ask({ type: 'analyse', run: 1, design: LONE })
  ask({ type: 'stop' })
  await done()
  expect(told(answers)).toEqual(['done'])
})

test('a fix is worked out from the findings of a run that looked at the same drawing', async () => {
  const { answers, ask, done } = service()
  ask({ type: 'analyse', run: 1, design: LONE })
  await done()
  const copy = { ...structuredClone(LONE), title: 'Copied' }
  ask({ type: 'fix', ticket: 1, design: copy, key: 'HA-01 gw1', run: 1 })
  ask({ type: 'fix', ticket: 2, design: PATTERN, key: 'HA-01 gw1' })
  const [known, none] = answers.slice(-2)
  expect(known).toMatchObject({ type: 'fixed', ticket: 1, design: { title: 'Copied' } })
  expect(none).toEqual({ type: 'fixed', ticket: 2, design: null })
})

test('a fault is an answer, and the next run is none the worse', async () => {
  const { answers, ask, done } = service()
  const broken = { ...PATTERN, topology: null } as unknown as typeof PATTERN
  ask({ type: 'analyse', run: 1, design: broken })
  await vi.waitFor(() => expect(told(answers)).toEqual(['begun', 'failed']))
  ask({ type: 'fix', ticket: 1, design: broken, key: 'HA-01 gw1' })
  expect(answers.at(-1)).toMatchObject({ type: 'unfixed', ticket: 1 })
  ask({ type: 'analyse', run: 2, design: PATTERN })
  await done()
  expect(told(answers).slice(-4)).toEqual(['begun', 'checked', 'assessed', 'done'])
})
