import { beforeEach, describe, expect, test } from 'vitest'
import {
  acknowledge,
  emptyDesign,
  renameDesign,
  setSettings,
  setVersion,
  updateComponent,
} from '../core/document/edits'
import { moveElements } from '../core/layout/placing'
import type { Design } from '../core/model/design'
import { patternById } from '../core/patterns'
import { deploymentOf, freshDeploymentOf, marksOf } from './analysis'
import { bundleOf, drawnTarget } from './bundle'
import { cardLineOf } from './card-line'
import { getResults } from './results'
import { edit, getState, openDesign, undo } from './store'
import { analyseAtOnce } from './testing/analyse-at-once'

await analyseAtOnce()

const pattern3 = patternById('pattern-3').template('4.7.0')

beforeEach(() => openDesign(pattern3))

describe('analysis', () => {
  test('a drag recomputes nothing, and an undo finds what it had', () => {
    const seen = () => {
      const { diagnoses, checked, assessed } = getResults()
      return [deploymentOf(getState().design), diagnoses, checked?.result, assessed?.result]
    }
    const before = seen()
    edit((design) => moveElements(design, new Map([['be', { x: 2000, y: 900 }]])))
    expect(getState().design).not.toBe(pattern3)
    for (const [index, result] of seen().entries()) expect(result).toBe(before[index])
    edit((design) => updateComponent(design, 'gw1', { replicas: 3 }))
    for (const [index, result] of seen().entries()) expect(result).not.toBe(before[index])
    undo()
    for (const [index, result] of seen().entries()) expect(result).toBe(before[index])
  })

  test.each([
    ['settings', (design: typeof pattern3) => setSettings(design, { production: false })],
    ['the version', (design: typeof pattern3) => setVersion(design, '4.5.0')],
    ['the name, which host names are made of', (design: typeof pattern3) => renameDesign(design, { name: 'other' })],
  ])('%s count too', (_, change) => {
    const before = deploymentOf(pattern3)
    expect(deploymentOf(change(pattern3))).not.toBe(before)
  })

  test('an acknowledged finding marks nothing, and the wiring is not resolved again for it', () => {
    const single = {
      ...emptyDesign(),
      topology: { places: [], components: [{ id: 'gw1', kind: 'universal-gateway' as const }], connections: [] },
    }
    openDesign(single)
    const { diagnoses } = getResults()
    const mark = marksOf(diagnoses).get('gw1')
    expect(mark?.count).toBeGreaterThan(0)
    let accepted: Design = single
    for (const { code, subjects } of diagnoses) accepted = acknowledge(accepted, { code, subjects }, 'known')
    edit(() => accepted)
    expect(marksOf(getResults().diagnoses).get('gw1')).toBeUndefined()
    expect(deploymentOf(accepted)).toBe(deploymentOf(single))
  })

  test('the worst severity of an element is its mark', () => {
    const marks = marksOf([
      {
        key: '1',
        code: 'A',
        severity: 'low',
        subjects: ['a', 'a'],
        message: '',
        remedy: '',
        title: '',
        why: '',
        source: '',
      },
      {
        key: '2',
        code: 'B',
        severity: 'critical',
        subjects: ['a'],
        message: '',
        remedy: '',
        title: '',
        why: '',
        source: '',
      },
      {
        key: '3',
        code: 'C',
        severity: 'info',
        subjects: ['a'],
        message: '',
        remedy: '',
        title: '',
        why: '',
        source: '',
      },
    ])
    expect(marks.get('a')).toEqual({ count: 3, worst: 'critical' })
  })

  test('a bundle is made from the design as it is, its layout and title included', async () => {
    const moved = moveElements({ ...pattern3, title: 'Moved' }, new Map([['be', { x: 2000, y: 900 }]]))
    deploymentOf(pattern3)
    expect(freshDeploymentOf(moved).design).toBe(moved)
    const bundle = await bundleOf(moved, 'vm')
    const document = bundle.files.find((file) => file.path === 'topology.json')
    expect(JSON.parse(document?.content ?? '')).toMatchObject({ title: 'Moved', layout: { be: { x: 2000 } } })
    expect(await bundleOf(moved, 'vm')).toBe(bundle)
  })
})

test('files are shown for what the drawing stands on: Kubernetes once no server is left outside a cluster', () => {
  const cluster = { id: 'k8s', kind: 'kubernetes-cluster' as const }
  const placed = (ids: readonly string[]): Design => ({
    ...pattern3,
    topology: {
      ...pattern3.topology,
      places: [...pattern3.topology.places, cluster],
      components: pattern3.topology.components.map((component) =>
        ids.includes(component.id) ? { ...component, place: 'k8s' } : component,
      ),
    },
  })
  const servers = ['gw1', 'gw2', 'tm1', 'tm2', 'acp1', 'acp2']
  expect(drawnTarget(placed(servers))).toBe('kubernetes')
  expect(drawnTarget(placed(servers.slice(1)))).toBe('vm')
  expect(drawnTarget(emptyDesign())).toBe('vm')
})

test('a card says where its component is reached, and nothing where that says nothing', () => {
  expect(cardLineOf(pattern3, 'gw1')).toBe('gw1.apim.example.com · 8243')
  expect(cardLineOf(pattern3, 'tm1')).toBe('tm1.apim.example.com · 9611')
  expect(cardLineOf(pattern3, 'acp1')).toBe('acp1.apim.example.com · 9443')
  expect(cardLineOf(pattern3, 'db1')).toBe('db.apim.example.com · 3306')
  expect(cardLineOf(pattern3, 'lb1')).toBe('gw.apim.example.com')
  expect(cardLineOf(pattern3, 'consumer')).toBe('')
})
