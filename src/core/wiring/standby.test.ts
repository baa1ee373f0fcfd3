import { describe, expect, test } from 'vitest'
import { removeElements, setProperty } from '../document/edits'
import type { Design } from '../model/design'
import { patternById } from '../patterns'
import { resolve } from './resolve'

const drawn = patternById('disaster-recovery').template('4.7.0')
const unmarked = setProperty(drawn, 'dc-recovery', 'standby', undefined)
const unreached = removeElements(unmarked, ['glb-recovery-vip'])

const standbys = (design: Design) =>
  resolve(design)
    .regions.filter(({ standby }) => standby)
    .map(({ label }) => label)
const hostOf = (design: Design, id: string) => resolve(design).server.get(id)?.databases.apim?.host

describe('a datacenter stands by', () => {
  test.each([
    ['that is said to', drawn, ['recovery']],
    ['that nobody is led to and that has a copy of the database', unreached, ['recovery']],
    ['and no other where somebody said which', setProperty(unreached, 'dc-primary', 'standby', true), ['primary']],
  ])('%s', (_what, design, labels) => expect(standbys(design)).toEqual(labels))

  test.each([
    ['that clients are led to', unmarked],
    ['that is said to work', setProperty(unreached, 'dc-recovery', 'standby', false)],
    ['without a copy', setProperty(unreached, 'db1', 'mode', 'single')],
    ['whose database is written in both', setProperty(unreached, 'db1', 'mode', 'geo')],
    ['while nobody is drawn to call', removeElements(unreached, ['consumer', 'developer', 'publisher'])],
    ['without a control plane', removeElements(unreached, ['recovery-acp1', 'recovery-acp2'])],
  ])('but not one %s', (_what, design) => expect(standbys(design)).toEqual([]))
})

describe('a server of a datacenter that stands by', () => {
  test('dials the copy of the database that is there, and the others the one that is written', () => {
    expect(hostOf(drawn, 'recovery-acp1')).toBe('db.recovery.apim.example.com')
    expect(hostOf(drawn, 'primary-acp1')).toBe('db.primary.apim.example.com')
  })

  test('dials the name that follows the database where it has one', () => {
    const named = setProperty(drawn, 'db1', 'hostname', 'db.example.com')
    expect([hostOf(named, 'recovery-acp1'), hostOf(named, 'primary-acp1')]).toEqual([
      'db.example.com',
      'db.example.com',
    ])
  })
})
