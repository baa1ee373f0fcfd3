import { describeRule } from '../testing/describe-rule'
import { central, cut, link, move, p3, put } from '../testing/redrawn'
import { limitsPerRegion } from './mdc-06-limits-per-region'

/** All gateways send all counts to the Traffic Managers of both datacenters. */
const counted = ['gw1', 'gw2', 'region-gw1', 'region-gw2'].reduce(
  (drawn, gateway) =>
    ['tm1', 'tm2', 'region-tm1', 'region-tm2']
      .filter((manager) => manager.startsWith('region') !== gateway.startsWith('region'))
      .reduce((more, manager) => link(more, gateway, manager, ['throttle-events', 'throttle-decisions']), drawn),
  central,
)
/** What stands in the region is drawn in no datacenter. */
const nowhere = central.topology.components
  .filter(({ id }) => id.startsWith('region-'))
  .reduce((drawn, { id }) => move(drawn, 'somewhere', id), put(central, [], [{ id: 'somewhere', kind: 'zone' }]))

describeRule(limitsPerRegion, {
  fires: {
    'two datacenters count for themselves': { design: central, says: /in each of 2 datacenters/ },
    'of one nobody says where it is': { design: nowhere, says: /in each of 2 datacenters/ },
  },
  quiet: {
    'there is one': p3,
    'every Traffic Manager counts all': counted,
    'nothing counts': cut(central, 'tm1', 'tm2', 'region-tm1', 'region-tm2'),
    'one of them serves nothing': cut(central, 'region-gw1', 'region-gw2'),
  },
})
