import { expect, test } from 'vitest'
import type { ApimVersion, Place } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { link, move, of, put, unlink } from '../testing/redrawn'
import { resolve } from '../wiring/resolve'
import { analyticsLeftOut } from './k8s-19-analytics-left-out'

const cluster: Place = { id: 'k8s', kind: 'kubernetes-cluster', parent: 'dc1', label: 'cluster' }
const recorded = (version: ApimVersion, product?: string) =>
  link(
    put(
      of('pattern-3', version),
      [{ id: 'sink', kind: 'analytics', ...(product !== undefined && { properties: { product } }) }],
      [cluster],
    ),
    'gw1',
    'sink',
  )
const pods = (version: ApimVersion, product?: string) => move(recorded(version, product), 'k8s', 'gw1', 'gw2')

describeRule(analyticsLeftOut, {
  fires: {
    'the charts have no key for it': {
      design: pods('4.6.0', 'choreo'),
      says: /charts of 4\.6\.0 cannot be told about sink/,
    },
  },
  quiet: {
    'the charts have': pods('4.6.0', 'elk'),
    'the product is not said': pods('4.6.0'),
    'no pod uses it': unlink(pods('4.6.0', 'choreo'), (line) => line.to === 'sink'),
    'the servers are no pods': recorded('4.6.0', 'choreo'),
  },
})

test('a bundle for clusters meets it though no cluster is drawn', () => {
  expect(analyticsLeftOut.onKubernetes?.(resolve(recorded('4.6.0', 'choreo'))).findings).toHaveLength(1)
})
