import { describeRule } from '../testing/describe-rule'
import { central, move, p3, say, twin, unlink } from '../testing/redrawn'
import { entranceInOneDatacenter } from './pl-08-entrance-in-one-datacenter'

const inside = say(move(central, 'dc-central', 'glb'), 'glb', { managed: false })

describeRule(entranceInOneDatacenter, {
  fires: {
    'the way into two datacenters is in one': { design: inside, says: /stands in Central alone|in central alone/i },
  },
  quiet: {
    'it is managed': say(inside, 'glb', { managed: true }),
    'it is in none': say(central, 'glb', { managed: false }),
    'another one is elsewhere': move(twin(inside, 'glb', 'glb2'), 'dc-region', 'glb2'),
    'it leads to one datacenter': unlink(inside, (item) => item.id === 'glb-region-vip'),
    'there is one datacenter': p3,
  },
})
