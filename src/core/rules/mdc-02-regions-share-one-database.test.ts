import { describeRule } from '../testing/describe-rule'
import { active, central, cut, move, put, say } from '../testing/redrawn'
import { regionsShareOneDatabase } from './mdc-02-regions-share-one-database'

const shared = say(active, 'db1', { mode: 'auto' })
const quorum = put(
  say(active, 'db1', { mode: 'quorum' }),
  [{ id: 'third-db', kind: 'database-node', place: 'third', properties: { database: 'db1' } }],
  [{ id: 'third', kind: 'datacenter', label: 'third' }],
)
const inEast = active.topology.components.find(({ id }) => id === 'east-db')?.place ?? ''

describeRule(regionsShareOneDatabase, {
  fires: {
    'two datacenters share one database': {
      design: shared,
      says: /in 2 datacenters but share/,
    },
    'one of them has most of its servers': {
      design: move(quorum, inEast, 'third-db'),
      says: /in 2 datacenters but share/,
    },
    'none of its servers are drawn': {
      design: cut(quorum, 'east-db', 'west-db', 'third-db'),
      says: /in 2 datacenters but share/,
    },
  },
  quiet: {
    'it replicates both ways': active,
    'one of them has a control plane': cut(shared, 'west-acp1', 'west-acp2'),
    'one of them uses another': central,
    'its servers outvote any datacenter that is lost': quorum,
  },
})
