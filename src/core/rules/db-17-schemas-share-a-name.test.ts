import { describeRule } from '../testing/describe-rule'
import { p3, say } from '../testing/redrawn'
import { schemasShareAName } from './db-17-schemas-share-a-name'

describeRule(schemasShareAName, {
  fires: {
    'both schemas have one database': {
      design: say(p3, 'db1', { apimDatabase: 'shared_db' }),
      says: /in one database, shared_db/,
      fixes: ['Use the usual names'],
    },
    'their names differ by case alone': {
      design: say(p3, 'db1', { apimDatabase: 'SHARED_DB' }),
      says: /SHARED_DB/,
      fixes: ['Use the usual names'],
    },
    'both have one user of Oracle': {
      design: say(p3, 'db1', { dbms: 'oracle', apimUsername: 'one', sharedUsername: 'ONE' }),
      says: /one/,
      fixes: ['Use the usual names'],
    },
  },
  quiet: {
    'they have two': say(p3, 'db1', { apimDatabase: 'am_db' }),
    'users of Oracle tell them apart': say(p3, 'db1', { dbms: 'oracle', apimDatabase: 'APIM', sharedDatabase: 'APIM' }),
    'the database holds one of the schemas': say(p3, 'db1', { apimDatabase: 'shared_db', schemas: ['apim'] }),
    'it is H2': say(p3, 'db1', { apimDatabase: 'shared_db', dbms: 'h2' }),
  },
})
