import { expect, test } from 'vitest'
import type { Design } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { active, central, p2, p3, say, unlink } from '../testing/redrawn'
import { saidOf } from '../testing/said'
import { environmentsShareAddress } from './lb-13-environments-share-address'

const internal = { gatewayLabels: ['Internal'] }
const two = say(p3, 'gw2', internal)

describeRule(environmentsShareAddress, {
  fires: {
    'two gateways with different labels behind one balancer': {
      design: two,
      says: /^Default and Internal are environments of one address, gw\.apim\.example\.com:443\. /,
      fixes: ['Make them one environment, Default'],
    },
    'gateways beside all-in-ones': {
      design: say(p2, 'gw2', internal),
      says: /Default and Internal/,
      fixes: ['Make them one environment, Default'],
    },
  },
  quiet: {
    'one environment': p3,
    'both have both labels': say(say(p3, 'gw1', { gatewayLabels: ['A', 'B'] }), 'gw2', { gatewayLabels: ['A', 'B'] }),
    'one environment of another name': say(say(p3, 'gw1', internal), 'gw2', internal),
    'a central control plane': central,
    'two complete datacenters': active,
  },
})

test.each<[string, Design, readonly string[] | undefined]>([
  ['the usual one, which needs no label', two, undefined],
  ['another one, by its label', say(two, 'gw1', { gatewayLabels: ['External'] }), ['External']],
])('its fix makes them one environment: %s', (_which, design, labels) => {
  const [found] = saidOf(environmentsShareAddress, design).findings
  const gateways = found?.fix?.apply(design).topology.components.filter(({ kind }) => kind === 'universal-gateway')
  expect(gateways?.map(({ properties }) => properties?.gatewayLabels)).toEqual([labels, labels])
})

test('gateways of one environment are connected alike afterwards', () => {
  const unlike = unlink(two, ({ from, to }) => from === 'gw1' && to === 'tm2')
  const [found] = saidOf(environmentsShareAddress, unlike).findings
  const lines = found?.fix?.apply(unlike).topology.connections ?? []
  expect(lines.filter(({ from, to }) => from === 'gw1' && to === 'tm2')).toHaveLength(1)
})
