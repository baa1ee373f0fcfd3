import { describeRule } from '../testing/describe-rule'
import { active, central, link, p1, p3, put } from '../testing/redrawn'
import { callsInACircle } from './lb-15-calls-in-a-circle'

const edge = link(
  put(p3, [{ id: 'edge', kind: 'load-balancer', properties: { hostname: 'edge.apim.example.com' } }]),
  'edge',
  'vip',
)

describeRule(callsInACircle, {
  fires: {
    'two load balancers lead to each other': {
      design: link(link(p3, 'lb1', 'lb2'), 'lb2', 'lb1'),
      says: /Load balancer 1 and Load balancer 2 lead to each other/,
      fixes: ['Delete the connections that lead back'],
    },
    'one leads back to what stands before it': {
      design: link(link(edge, 'publisher', 'edge'), 'lb2', 'edge'),
      says: /lead to each other/,
      fixes: ['Delete the connection that leads back'],
    },
    'a global one is behind a datacenter that it leads to': {
      design: link(active, 'east-lb1', 'glb'),
      says: /lead to each other/,
      fixes: ['Delete the connection that leads back'],
    },
  },
  quiet: {
    'one leads to the other alone': link(p3, 'lb1', 'lb2'),
    'they lead to each other for different purposes': link(link(p3, 'lb1', 'lb2', ['api-traffic']), 'lb2', 'lb1', [
      'management',
    ]),
    'one stands before all': edge,
    'each leads to the servers': p1,
    'each datacenter has its own': active,
    'one datacenter for all': central,
  },
})
