import type { Design } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { active, central, cut, say, settings, twin, unset } from '../testing/redrawn'
import { opaqueTokensBetweenRegions } from './mdc-16-opaque-tokens-between-regions'

const opaque = (design: Design) => settings(design, { tokens: 'opaque' })

describeRule(opaqueTokensBetweenRegions, {
  fires: {
    'opaque tokens are issued in two datacenters': { design: opaque(active), says: /just issued is unknown in west/ },
    'some of them are': { design: settings(active, { tokens: 'mixed' }), says: /unknown in west/ },
    'one of two entrances keeps no client': {
      design: opaque(say(twin(active, 'glb', 'glb2'), 'glb', { affinity: true })),
      says: /unknown in west/,
    },
  },
  quiet: {
    'tokens are JWTs': active,
    'the entrance keeps each client in one datacenter': opaque(say(active, 'glb', { affinity: true })),
    'one datacenter has control planes': opaque(central),
    'one serves no calls': opaque(cut(active, 'west-gw1', 'west-gw2')),
    'the kind of tokens is not said': unset(active, 'tokens'),
  },
  asks: {
    'the kind of tokens is not said': [unset(active, 'tokens'), 'tokens'],
    'the entrance keeps each client in one datacenter': [unset(say(active, 'glb', { affinity: true }), 'tokens')],
    'one datacenter has control planes': [unset(central, 'tokens')],
    'it is said': [active],
  },
})
