import type { Properties } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { active, central, forget, say } from '../testing/redrawn'
import { replicationNotTested } from './mdc-01-replication-not-tested'

/** With database servers of one's own. */
const own = ['east-db', 'west-db'].reduce((design, id) => say(design, id, { managed: false }), active)
const db = (facts: Properties) => say(own, 'db1', facts)

describeRule(replicationNotTested, {
  fires: {
    'MySQL replicates between datacenters': {
      design: db({ dbms: 'mysql' }),
      says: /not tested for writes in several datacenters/,
    },
    'the database is managed': { design: db({ managed: true }), severity: 'medium', says: /is a managed service/ },
    'its servers are managed': { design: active, severity: 'medium', says: /is a managed service/ },
  },
  quiet: {
    'PostgreSQL does': own,
    'Oracle does': db({ dbms: 'oracle' }),
    'SQL Server does': db({ dbms: 'mssql' }),
    'it is H2': db({ dbms: 'h2' }),
    'one datacenter has control planes': say(central, 'db1', { dbms: 'mysql' }),
    'the system is not known': forget(own, 'db1', 'dbms'),
  },
  asks: {
    'the system is not known': [forget(own, 'db1', 'dbms'), 'dbms of db1'],
    'one datacenter has control planes': [forget(central, 'db1', 'dbms')],
    'it is known': [own],
  },
})
