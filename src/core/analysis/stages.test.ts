import { describe, expect, test } from 'vitest'
import { acknowledge } from '../document/edits'
import { diagnose } from '../rules'
import { byCause } from '../rules/support/causes'
import { cut, link, p3, unlink } from '../testing/redrawn'
import { resolve } from '../wiring/resolve'
import { fixOf } from './stages'

/** Three servers dial one control plane past the load balancer. */
const past = ['gw1', 'gw2', 'tm1'].reduce(
  (design, id) =>
    link(
      unlink(design, ({ from, to }) => from === id && to === 'vip'),
      id,
      'acp1',
      ['control'],
    ),
  p3,
)

describe('the fix of an entry', () => {
  const entry = byCause(diagnose(resolve(past))).find(({ head }) => head.code === 'CFG-10')

  test('mends all faces that are mended alike', () => {
    const mended = fixOf(past, entry?.head.key ?? '')
    expect(entry?.faces.map(({ code }) => code)).toEqual(['CFG-10', 'CFG-10'])
    expect(diagnose(resolve(mended ?? past)).filter(({ code }) => code === 'CFG-10')).toEqual([])
  })

  test('leaves a face that somebody accepted', () => {
    const [face] = entry?.faces ?? []
    const accepted = face ? acknowledge(past, face, 'It is wanted.') : past
    const mended = fixOf(accepted, entry?.head.key ?? '')
    expect(diagnose(resolve(mended ?? past)).filter(({ code }) => code === 'CFG-10')).toMatchObject([
      { key: face?.key },
    ])
  })

  test('is made once where it mends them all', () => {
    const lone = cut(p3, 'gw2')
    const head = diagnose(resolve(lone)).find(({ code }) => code === 'HA-01')
    const mended = fixOf(lone, head?.key ?? '')
    const gateways = mended?.topology.components.filter(({ kind }) => kind === 'universal-gateway')
    expect(gateways).toHaveLength(2)
  })

  test('is none for a key that nothing has', () => expect(fixOf(p3, 'HA-01 gw9')).toBeNull())
})
