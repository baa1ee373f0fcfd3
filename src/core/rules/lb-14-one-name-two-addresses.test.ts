import type { Properties } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { active, central, cut, link, p1, p3, put, say, unlink } from '../testing/redrawn'
import { oneNameTwoAddresses } from './lb-14-one-name-two-addresses'

const CP = 'cp.apim.example.com'
const throughSecond = (kind: 'floating-address' | 'dns', hostname: string) =>
  ['gw1', 'gw2'].reduce(
    (drawn, id) =>
      link(
        unlink(drawn, ({ from, to }) => from === id && to === 'vip'),
        id,
        'second',
      ),
    link(
      link(put(p3, [{ id: 'second', kind, properties: { controlPlaneHostname: hostname } }]), 'second', 'lb1'),
      'second',
      'lb2',
    ),
  )

/** The floating address leads to a load balancer, which leads to another floating address before the first pair. */
const behindBalancer = (names: Properties) =>
  link(
    link(
      link(
        link(
          put(
            unlink(p3, ({ from }) => from === 'vip'),
            [
              { id: 'edge', kind: 'load-balancer', properties: { hostname: 'edge.apim.example.com' } },
              { id: 'inner', kind: 'floating-address', properties: names },
            ],
          ),
          'vip',
          'edge',
        ),
        'edge',
        'inner',
      ),
      'inner',
      'lb1',
    ),
    'inner',
    'lb2',
  )

describeRule(oneNameTwoAddresses, {
  fires: {
    'two floating addresses of one pair have it': {
      design: throughSecond('floating-address', CP),
      says: /Floating address and second both have the name cp\.apim\.example\.com/,
      fixes: ['Call cp.apim.example.com through Floating address alone'],
    },
    'a DNS leads past the floating address of the name': {
      design: throughSecond('dns', CP),
      says: /both have the name cp/,
      fixes: ['Call cp.apim.example.com through Floating address alone'],
    },
    'the one that is not given it has it of the load balancers behind': {
      design: say(throughSecond('floating-address', CP), 'vip', { controlPlaneHostname: null }),
      says: /both have the name cp/,
      fixes: ['Call cp.apim.example.com through second alone'],
    },
    'a load balancer between them would dial the first again': {
      design: behindBalancer({ controlPlaneHostname: CP }),
      says: /both have the name gw/,
    },
  },
  quiet: {
    'a load balancer between them dials another name': behindBalancer({
      gatewayHostname: 'gw2.apim.example.com',
      controlPlaneHostname: 'cp2.apim.example.com',
    }),
    'each has a name of its own': throughSecond('floating-address', 'inside.apim.example.com'),
    'one stands before the other': link(
      put(p3, [{ id: 'dns', kind: 'dns', properties: { controlPlaneHostname: CP } }]),
      'dns',
      'vip',
    ),
    'load balancers share a name without an address': cut(p1, 'vip'),
    'each datacenter has a name': active,
    'one datacenter for all': central,
  },
})
