import { describeRule } from '../testing/describe-rule'
import { active, central, link, p0, p2, p3, p4, say, settings, unlink } from '../testing/redrawn'
import { embeddedDatabase } from './db-01-embedded-database'

const h2 = say(p3, 'db1', { dbms: 'h2' })

describeRule(embeddedDatabase, {
  fires: {
    'a control plane has no database': {
      design: unlink(p3, (item) => item.from === 'acp1' && item.to === 'db1'),
      says: /apim_db and shared_db in its embedded/,
    },
    'it lacks one of the two': {
      design: link(
        unlink(p3, (item) => item.id === 'acp1-db1'),
        'acp1',
        'db1',
        ['sql'],
        ['shared'],
      ),
      says: /keeps apim_db in/,
    },
    'the database is H2': { design: h2, says: /uses an H2 database/, times: 2 },
    'a single server for trials has none': { design: p0, severity: 'info', says: /embedded H2/ },
    'a single server for production has none': { design: settings(p0, { production: true }), says: /embedded H2/ },
    'a Key Manager has none': { design: unlink(p4, (item) => item.from === 'km1' && item.to === 'db1'), says: /km1/ },
  },
  quiet: {
    'each has both databases': p3,
    'Key Managers have both': p4,
    'gateways have none': p2,
    'the database is managed MySQL': say(p3, 'db1', { dbms: 'mysql' }),
    'the database is Oracle': say(p3, 'db1', { dbms: 'oracle' }),
    'a Traffic Manager has none': central,
    'each datacenter has its member of a database': active,
  },
})
