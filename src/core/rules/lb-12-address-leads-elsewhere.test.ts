import type { Component, Design } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { active, central, cut, link, p1, p2, p3, p4, put, say, unlink, unnamed } from '../testing/redrawn'
import { addressLeadsElsewhere } from './lb-12-address-leads-elsewhere'

/** Called by one name for everything. */
const oneName = (design: Design, id: string, hostname: string) => say(unnamed(design, id), id, { hostname })

/** Pattern 3 without the floating address: both balancers are called by one name. */
const twoOfOneName = cut(p3, 'vip')
const leadsTo = (from: string, to: string) => (line: { readonly from: string; readonly to: string }) =>
  line.from === from && line.to === to

/** Pattern 3 with an address that moves between the control planes themselves. */
const twoByAddress = ['acp1', 'acp2'].reduce(
  (drawn, id) => link(drawn, 'moves', id),
  ['gw1', 'gw2', 'tm1', 'tm2', 'publisher', 'developer'].reduce(
    (drawn, id) =>
      link(
        unlink(drawn, (line) => line.from === id && line.to === 'vip'),
        id,
        'moves',
      ),
    put(
      unlink(p3, (line) => line.from.startsWith('lb') && line.to.startsWith('acp')),
      [{ id: 'moves', kind: 'floating-address', properties: { controlPlaneHostname: 'cp2.apim.example.com' } }],
    ),
  ),
)

const front: Component = { id: 'lbf', kind: 'load-balancer', properties: { hostname: 'all.acme.net', managed: true } }
const stacked = ['consumer', 'developer', 'publisher'].reduce(
  (drawn, actor) => link(drawn, actor, 'lbf'),
  link(put(cut(p3, 'vip', 'lb2'), [front]), 'lbf', 'lb1'),
)

/** Gateways count in a Redis that some of the balancers of the address lead to. */
const countingBy = (...balancers: readonly string[]) =>
  balancers.reduce(
    (drawn, balancer) => link(drawn, balancer, 'redis1', ['redis']),
    ['gw1', 'gw2'].reduce(
      (drawn, gateway) => ({ ...link(drawn, gateway, 'vip', ['redis']) }),
      ['lb1', 'lb2'].reduce(
        (drawn, balancer) => narrowed(drawn, balancer),
        put(p3, [{ id: 'redis1', kind: 'redis', place: 'dc1', properties: { managed: true } }]),
      ),
    ),
  )
const narrowed = (design: Design, balancer: string) => link(design, 'vip', balancer, ['redis'])

describeRule(addressLeadsElsewhere, {
  fires: {
    'one of two that hold the address leads to less than the other': {
      design: countingBy('lb1'),
      says: /leads to Load balancer 2 too, which does not lead to redis1/,
      fixes: ['Connect Load balancer 2 to them'],
    },
    'one name in front of balancers that have a name for each service': {
      design: oneName(p3, 'vip', 'vip.acme.net'),
      says: /Load balancer 1 and Load balancer 2 are called by vip\.acme\.net:443 for API calls and the control plane/,
      fixes: ['Use the names of what is behind it'],
    },
    'a balancer of one name in front of one that has a name for each service': {
      design: stacked,
      says: /^Load balancer 1 is called by all\.acme\.net:443 for API calls and the control plane/,
      fixes: ['Give each service a name of its own'],
    },
    'members of one address that listen on different ports': {
      design: oneName(p2, 'lb2', 'lb2.example.net'),
      says: /leads calls of cp\.apim\.example\.com:443 to Load balancer 2 too, which listens on 9443 for the control plane/,
      fixes: ['Give it the names of Load balancer 1'],
    },
    'a member of one address that does not lead to the portals': {
      design: unlink(p3, (line) => line.from === 'lb2' && line.to.startsWith('acp')),
      says: /leads the control plane to Load balancer 2 too, which does not lead to Control Plane 1 and Control Plane 2/,
      fixes: ['Connect Load balancer 2 to them'],
    },
    'two balancers of one name that lead to different servers': {
      design: unlink(
        unlink(link(link(twoOfOneName, 'consumer', 'lb1'), 'consumer', 'lb2'), leadsTo('lb1', 'gw2')),
        leadsTo('lb2', 'gw1'),
      ),
      says: /Load balancer 1 and Load balancer 2 both have the name gw\.apim\.example\.com, and lead to different servers/,
      fixes: ['Lead both to all of them'],
    },
    'an address that leads to a server beside its balancers, where it listens on another port': {
      design: link(p3, 'vip', 'acp1'),
      says: /leads calls of cp\.apim\.example\.com:443 to Control Plane 1 too, which listens on 9443/,
      fixes: ['Lead to Control Plane 1 by the load balancers alone'],
    },
    'an address of two servers that listen on different ports': {
      design: say(twoByAddress, 'acp2', { portOffset: 1 }),
      says: /cp2\.apim\.example\.com:9443 to Control Plane 2 too, which listens on 9444/,
    },
  },
  quiet: {
    'both that hold the address lead to it': countingBy('lb1', 'lb2'),
    'pattern 1': p1,
    'pattern 2': p2,
    'pattern 3': p3,
    'pattern 4': p4,
    'a central control plane': central,
    'two complete datacenters': active,
    'two balancers of one name that lead to the same': link(link(twoOfOneName, 'consumer', 'lb1'), 'consumer', 'lb2'),
    'nothing has a name': unnamed(p3, 'vip', 'lb1', 'lb2'),
    'an address of two servers, which has their port': twoByAddress,
    'an address without a name of its own': unnamed(p3, 'vip'),
    'one name everywhere': ['vip', 'lb1', 'lb2'].reduce((drawn, id) => oneName(drawn, id, 'vip.acme.net'), p3),
  },
})
