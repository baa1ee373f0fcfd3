import { expect, test } from 'vitest'
import { fromNotation } from '../testing/notation'
import { graphOf } from '../wiring/graph'
import { resolve } from '../wiring/resolve'
import { TRUTH } from './logic'
import { Model } from './model'
import { structureOf } from './structure'

test('balancers that lead to each other are walked from each side, whichever is asked first', () => {
  const deployment = resolve(
    fromNotation(
      `
lb1 lb
lb2 lb
gw1 gw
gw2 gw
cons -> lb1,lb2 : data
lb1 -> gw1,lb2 : data
lb2 -> gw2,lb1 : data`,
      { apimVersion: '4.7.0', settings: {} },
    ),
  )
  const model = new Model<boolean>({ ...structureOf(deployment), graph: graphOf(deployment) }, TRUTH, () => true)
  const reaches = (from: string, to: string) => {
    const [start, end] = [from, to].map((id) => deployment.instance.get(id))
    return start && model.reaches(start, ['universal-gateway'], 'api-traffic', (one) => one === end)
  }
  for (const from of ['cons', 'lb1', 'lb2', 'lb1'])
    for (const to of ['gw1', 'gw2']) expect(reaches(from, to), from).toBe(true)
})
