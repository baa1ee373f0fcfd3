import type { Place } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { move, p3, put, say, topology } from '../testing/redrawn'
import { namesTooLong } from './k8s-14-names-too-long'

const cluster: Place = { id: 'k8s', kind: 'kubernetes-cluster', parent: 'dc1', label: 'cluster' }
const pods = (name: string) => ({ ...move(put(p3, [], [cluster]), 'k8s', 'gw1', 'gw2'), name })
const spaces = (...labels: readonly string[]) =>
  put(
    pods('acme'),
    [],
    labels.map((label, at): Place => ({ id: `ns${at}`, kind: 'namespace', parent: 'k8s', label })),
  )

describeRule(namesTooLong, {
  fires: {
    'the name of a release is too long by one': {
      design: pods('a'.repeat(33)),
      says: /its chart takes 35/,
      fixes: ['Call the design aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    },
    'words of it can be left out': {
      design: pods(`x${'-y'.repeat(31)}`),
      says: /its chart takes 35/,
      fixes: ['Call the design x-y-y-y-y-y-y-y-y-y-y-y-y-y-y-y'],
    },
    'its first words use half of the room': {
      design: pods(`${'a'.repeat(16)}-${'b'.repeat(20)}`),
      says: /its chart takes 35/,
      fixes: [`Call the design ${'a'.repeat(16)}`],
    },
    'its first words would use less than half of the room': {
      design: pods(`${'a'.repeat(15)}-${'b'.repeat(20)}`),
      says: /its chart takes 35/,
      fixes: [`Call the design ${'a'.repeat(15)}-${'b'.repeat(16)}`],
    },
    'the label of a namespace is too long by one': {
      design: spaces('a'.repeat(64)),
      says: /64 characters; Kubernetes takes 63/,
      fixes: ['Call it aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    },
    'two namespaces of a cluster have one name': {
      design: spaces('Data', 'data'),
      says: /both be the namespace data/,
      fixes: ['Call it data-2'],
    },
    'the name with a number is taken': {
      design: spaces('data', 'Data', 'data-2'),
      says: /both be the namespace data/,
      fixes: ['Call it data-3'],
    },
  },
  quiet: {
    'the name just fits': pods('a'.repeat(32)),
    'a name of several words just fits': pods(`${'a'.repeat(16)}-${'b'.repeat(15)}`),
    'it is short': pods('acme'),
    'it stands on no cluster': { ...p3, name: 'a'.repeat(33) },
    'the label of the namespace just fits': spaces('a'.repeat(63)),
    'the namespace has a name': say(spaces('a'.repeat(64)), 'ns0', { name: 'data' }),
    'the namespaces are of two clusters': topology(spaces('Data', 'data'), {
      places: spaces('Data', 'data').topology.places.map((item) =>
        item.id === 'ns1' ? { ...item, parent: 'dc1' } : item,
      ),
    }),
    'they have two names': spaces('Data', 'more'),
  },
})
