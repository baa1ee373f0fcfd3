import { describe, expect, test } from 'vitest'
import type { Design } from '../model/design'
import { move, p3, put, unlink } from '../testing/redrawn'
import { resolve } from '../wiring/resolve'
import { wantedConnections } from './wanted-connections'

const wanted = (design: Design) => wantedConnections(resolve(design)).map(({ from, to }) => `${from} ${to}`)

describe('servers without a database', () => {
  const bare = put(
    unlink(p3, ({ to }) => to === 'db1'),
    [],
    [{ id: 'dc2', kind: 'datacenter' }],
  )

  test('want the only one there is', () => {
    expect(wanted(bare)).toEqual(expect.arrayContaining(['acp1 db1', 'acp2 db1']))
  })

  test('want none that is in another datacenter', () => {
    expect(wanted(move(bare, 'dc2', 'db1')).filter((line) => line.endsWith(' db1'))).toEqual([])
  })
})
