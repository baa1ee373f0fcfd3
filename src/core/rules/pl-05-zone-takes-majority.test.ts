import type { Component, Properties } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { forget, move, p3, put, say, sayOf } from '../testing/redrawn'
import { zoneTakesMajority } from './pl-05-zone-takes-majority'

const places = ['zone-a', 'zone-b', 'zone-c']
const members = (mode: string, third: string, facts: Properties = {}) =>
  put(
    say(p3, 'db1', { managed: false, mode, dbms: 'postgresql', members: ['m1', 'm2', 'm3'], ...facts }),
    ['m1', 'm2', 'm3'].map(
      (id, at): Component => ({ id, kind: 'database-node', place: at === 2 ? third : (places[at] ?? '') }),
    ),
    [{ id: 'zone-c', kind: 'zone', parent: 'dc1', label: 'c' }],
  )

describeRule(zoneTakesMajority, {
  fires: {
    'two of three members are in one zone': {
      design: members('quorum', 'zone-b'),
      says: /Zone b holds 2 of the 3 members/,
    },
    'all must be up': { design: members('quorum', 'zone-c', { quorum: 3 }), says: /and 3 must be up/ },
  },
  quiet: {
    'each is in a zone of its own': members('quorum', 'zone-c'),
    'they need no majority': members('auto', 'zone-b'),
    'one is enough': members('quorum', 'zone-b', { quorum: 1 }),
    'all are in one zone, which PL-02 says': move(members('quorum', 'zone-b'), 'zone-b', 'm1'),
    'all are managed': sayOf(members('quorum', 'zone-b'), ['m1', 'm2', 'm3'], { managed: true }),
  },
  asks: {
    'nobody says how they fail over': [forget(members('', 'zone-b'), 'db1', 'mode'), 'mode of db1'],
    'each is in a zone of its own': [forget(members('', 'zone-c'), 'db1', 'mode')],
    'they are managed': [sayOf(forget(members('', 'zone-b'), 'db1', 'mode'), ['m1', 'm2', 'm3'], { managed: true })],
    'it is said': [members('auto', 'zone-b')],
  },
})
