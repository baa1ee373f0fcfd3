import { describeRule } from '../testing/describe-rule'
import { active, central, many, p2 } from '../testing/redrawn'
import { startInBatches } from './ha-09-start-in-batches'

describeRule(startInBatches, {
  fires: {
    'eleven gateways load from one hub': { design: many(p2, 'gw1', 10), says: /11 gateways load their APIs/ },
    'those of two datacenters do': { design: many(central, 'gw1', 8), says: /11 gateways load their APIs/ },
  },
  quiet: {
    'there are ten': many(p2, 'gw1', 9),
    'ten of two datacenters do': many(central, 'gw1', 7),
    'each datacenter has a hub of its own': many(many(active, 'east-gw1', 8), 'west-gw1', 8),
  },
})
