import { expect, test } from 'vitest'
import type { Place } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { link, move, p3, put, say, unlink } from '../testing/redrawn'
import { resolve } from '../wiring/resolve'
import { identityServerNotNamed } from './k8s-21-identity-server-not-named'

const cluster: Place = { id: 'k8s', kind: 'kubernetes-cluster', parent: 'dc1', label: 'cluster' }
const asked = ['acp1', 'acp2'].reduce(
  (design, id) => link(design, id, 'is1', ['key-management']),
  put(p3, [{ id: 'is1', kind: 'identity-server' }], [cluster]),
)
const pods = move(asked, 'k8s', 'acp1', 'acp2')

describeRule(identityServerNotNamed, {
  fires: {
    'control planes in a cluster name it': {
      design: pods,
      says: /Control Plane 1 and Control Plane 2 cannot be told by the charts that is1 issues the tokens/,
    },
  },
  quiet: {
    'they are on machines': asked,
    'it is of a release that is registered by hand': say(pods, 'is1', { vendor: 'WSO2 Identity Server 7.1' }),
    'nobody names it': unlink(pods, ({ to }) => to === 'is1'),
  },
})

test('a bundle for clusters meets it though no cluster is drawn', () => {
  expect(identityServerNotNamed.onKubernetes?.(resolve(asked)).findings).toHaveLength(1)
})
