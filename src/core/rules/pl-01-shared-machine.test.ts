import type { Component } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { active, host, many, move, p3, put, say, sayOf, twin } from '../testing/redrawn'
import { sharedMachine } from './pl-01-shared-machine'

const vm = put(p3, [], [host('vm8', 'zone-a'), host('vm9', 'zone-a')])
const shared = move(vm, 'vm9', 'gw1', 'gw2')
const members = (mode: string, ...on: readonly string[]) =>
  on.reduce(
    (design, id) => move(design, 'vm9', id),
    put(
      say(vm, 'db1', { managed: false, mode, members: ['m1', 'm2', 'm3'] }),
      ['m1', 'm2', 'm3'].map((id): Component => ({ id, kind: 'database-node', place: 'zone-b' })),
    ),
  )

describeRule(sharedMachine, {
  fires: {
    'both gateways are on one machine': { design: shared, says: /are on one machine, vm9/ },
    'two of three are': {
      design: move(twin(vm, 'gw1', 'gw3'), 'vm9', 'gw1', 'gw2'),
      severity: 'medium',
      says: /are on one machine, vm9/,
    },
    'two of three members that need a majority are': {
      design: members('quorum', 'm1', 'm2'),
      says: /are on one machine, vm9/,
    },
    'all members of a database are': { design: members('auto', 'm1', 'm2', 'm3'), says: /are on one machine, vm9/ },
    'the other datacenter serves on': {
      design: move(put(active, [], [host('vm9', 'east-zone-a')]), 'vm9', 'east-gw1', 'east-gw2'),
      severity: 'high',
      says: /are on one machine, vm9/,
    },
  },
  quiet: {
    'each is on a machine of its own': move(move(vm, 'vm9', 'gw1'), 'vm8', 'gw2'),
    'they stand for different roles': move(vm, 'vm9', 'gw1', 'tm1'),
    'one of three members is on it': members('quorum', 'm1'),
    'two of three members that fail over are': members('auto', 'm1', 'm2'),
    'nobody says where they are': p3,
    'the replicas of one are in one zone': many(p3, 'gw1', 2),
  },
  asks: {
    'two may share a machine': [move(p3, 'zone-a', 'gw2'), 'host of gw1', 'host of gw2'],
    'one of two is on a machine': [move(move(vm, 'zone-a', 'gw2'), 'vm9', 'gw1'), 'host of gw2'],
    'one of two stands in no zone': [move(p3, 'dc1', 'gw1'), 'host of gw1', 'host of gw2'],
    'they are in two zones': [p3],
    'they are managed': [sayOf(move(p3, 'zone-a', 'lb2'), ['db1'], { managed: true })],
  },
})
