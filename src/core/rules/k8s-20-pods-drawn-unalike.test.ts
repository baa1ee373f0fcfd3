import { expect, test } from 'vitest'
import type { Place } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { cut, link, move, narrow, p3, p4, put, say, unlink } from '../testing/redrawn'
import { resolve } from '../wiring/resolve'
import { podsDrawnUnalike } from './k8s-20-pods-drawn-unalike'

const cluster: Place = { id: 'k8s', kind: 'kubernetes-cluster', parent: 'dc1', label: 'cluster' }
const inCluster = (design: typeof p3) =>
  move(put(design, [], [cluster]), 'k8s', 'gw1', 'gw2', 'tm1', 'tm2', 'acp1', 'acp2')
const pods = inCluster(p3)
const without = (design: typeof p3, from: string, to: string) =>
  unlink(design, (line) => line.from === from && line.to === to)

describeRule(podsDrawnUnalike, {
  fires: {
    'one gateway hears of one Traffic Manager alone': {
      design: without(pods, 'gw1', 'tm2'),
      says: /Gateway 1 and Gateway 2 are one release and are connected to different servers that count requests/,
    },
    'one control plane has no database': {
      design: without(pods, 'acp2', 'db1'),
      says: /different databases/,
    },
    'gateways publish counts to both, and hear decisions of one': {
      design: ['gw1', 'gw2'].reduce(
        (drawn, id) =>
          narrow(
            drawn,
            drawn.topology.connections.find((line) => line.from === id && line.to === 'tm2')?.id ?? '',
            'throttle-events',
          ),
        pods,
      ),
      says: /publishes counts to the servers that it hears decisions from/,
    },
    'a pair is not drawn to copy its events': {
      design: without(pods, 'acp1', 'acp2'),
      says: /Control Plane 1 and Control Plane 2 are a pair of one release/,
      fixes: ['Connect them both ways'],
    },
  },
  quiet: {
    'they are drawn alike': pods,
    'there is one of them': cut(without(pods, 'gw1', 'tm2'), 'gw2'),
    'they are no pods': without(p3, 'gw1', 'tm2'),
    'they serve labels of their own': say(without(pods, 'gw1', 'tm2'), 'gw1', { gatewayLabels: ['Internal'] }),
    'pattern 4': p4,
  },
})

test('a bundle for clusters meets it though no cluster is drawn', () => {
  expect(podsDrawnUnalike.onKubernetes?.(resolve(without(p3, 'gw1', 'tm2'))).findings).toHaveLength(1)
  expect(podsDrawnUnalike.onKubernetes?.(resolve(p3)).findings).toEqual([])
})

test('of several that are drawn straight, a machine dials one and the Service of a cluster leads to all', () => {
  const straight = (design: typeof p3) =>
    link(link(without(without(design, 'tm1', 'vip'), 'tm2', 'vip'), 'tm1', 'acp1'), 'tm1', 'acp2')
  const said = (design: typeof p3) =>
    podsDrawnUnalike
      .onKubernetes?.(resolve(design))
      .findings.map(({ message }) => message)
      .join(' ')
  expect(said(straight(p3))).toContain('drawn straight to')
  expect(said(straight(pods))).not.toContain('drawn straight to')
})
