import type { Design } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { cut, link, p3, put, say, unlink } from '../testing/redrawn'
import { drawnNeverDialled } from './cfg-12-drawn-never-dialled'

/** Gateways and Traffic Managers drawn straight to both control planes. */
const straight = (design: Design, purposes?: readonly ('control' | 'key-management' | 'events')[]) =>
  ['gw1', 'gw2', 'tm1', 'tm2'].reduce(
    (current, from) =>
      ['acp1', 'acp2'].reduce(
        (one, to) =>
          link(
            unlink(one, (item) => item.from === from && item.to === to),
            from,
            to,
            purposes,
          ),
        unlink(current, (item) => item.from === from && item.to === 'vip'),
      ),
    design,
  )

const userDatabases = ['acp1', 'acp2'].reduce(
  (design, from) => link(link(design, from, 'ldap1'), from, 'ldap2'),
  put(p3, [
    { id: 'ldap1', kind: 'user-store', properties: { type: 'jdbc' } },
    { id: 'ldap2', kind: 'user-store', properties: { type: 'jdbc' } },
  ]),
)

describeRule(drawnNeverDialled, {
  fires: {
    'servers are drawn straight to both control planes, and a load balancer leads to both': {
      design: straight(p3),
      times: 2,
      says: /Control Plane 1 alone for .*: Control Plane 2 is never dialled/,
      fixes: ['Dial the load balancer'],
    },
    'no load balancer leads to both': {
      design: unlink(straight(p3), (item) => item.from.startsWith('lb') && item.to === 'acp2'),
      times: 2,
      says: /Control Plane 2 is never dialled/,
      fixes: ['Connect Load balancer 1 and Load balancer 2 to Control Plane 2, and dial it'],
    },
    'control planes are connected to two databases of users': {
      design: userDatabases,
      says: /dial ldap1 alone for .*: ldap2 is never dialled/,
    },
  },
  quiet: {
    'they dial the load balancer': p3,
    'they hear events of both': straight(p3, ['events']),
    'there is one control plane': cut(straight(p3), 'acp2'),
    'there is one of them': cut(userDatabases, 'ldap2'),
    'lines beside the load balancer lead where it leads': link(
      unlink(p3, (item) => item.from === 'gw1' && item.to === 'acp1'),
      'gw1',
      'acp1',
    ),
    'the directory is a managed one': say(cut(userDatabases, 'ldap2'), 'ldap1', { managed: true }),
  },
})
