import type { ApimVersion, Properties } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { forget, of, p3, say, settings } from '../testing/redrawn'
import { databaseNotTested } from './db-12-database-not-tested'

const db = (facts: Properties, version: ApimVersion = '4.7.0') => say(of('pattern-3', version), 'db1', facts)

describeRule(databaseNotTested, {
  fires: {
    'the release is older than the tested ones': {
      design: db({ version: '5.7' }),
      says: /MySQL 5.7; 4.7.0 is tested with/,
    },
    'the system is not tested at all': {
      design: db({ dbms: 'mariadb' }),
      says: /MariaDB, which 4\.7\.0 is not tested with/,
    },
    'the release of Oracle is another one': { design: db({ dbms: 'oracle', version: '21c' }), says: /19c and 23c/ },
    'it is another line of MySQL by the second number': { design: db({ version: '8.1' }), says: /8\.1/ },
  },
  quiet: {
    'an older version was tested with it': db({ version: '5.7' }, '4.6.0'),
    'the release differs by repairs': db({ dbms: 'postgresql', version: 'PostgreSQL 16.4' }, '4.6.0'),
    'SQL Server is named by a number that is no year': db({ dbms: 'mssql', version: '16.0' }),
    'the release has no number': db({ version: 'newest' }),
    'no release is said': p3,
    'it is H2, which DB-01 says': db({ dbms: 'h2' }),
    'the system is not known': forget(p3, 'db1', 'dbms'),
  },
  asks: {
    'the system is not known': [forget(p3, 'db1', 'dbms'), 'dbms of db1'],
    'the settings name it': [settings(forget(p3, 'db1', 'dbms'), { dbms: 'oracle' }), 'version of db1'],
    'the release is known': [db({ version: '8.4' })],
    'no release of the system is tested': [db({ dbms: 'mariadb' })],
  },
})
