import { describeRule } from '../testing/describe-rule'
import { link, p3, put, say } from '../testing/redrawn'
import { userStoreWithoutType } from './cfg-13-user-store-without-type'

const drawn = put(p3, [{ id: 'ldap', kind: 'user-store' }])
const connected = ['acp1', 'acp2'].reduce((design, id) => link(design, id, 'ldap'), drawn)

describeRule(userStoreWithoutType, {
  fires: {
    'control planes are connected to it': {
      design: connected,
      says: /ldap does not say whether .* the files of Control Plane 1 and Control Plane 2 leave it out/,
    },
    'one is': { design: link(drawn, 'acp1', 'ldap'), says: /the files of Control Plane 1 leave it out/ },
    'it is said to be no secondary store': { design: say(connected, 'ldap', { secondary: false }), says: /ldap/ },
  },
  quiet: {
    'it is LDAP': say(connected, 'ldap', { type: 'ldap' }),
    'it is a database': say(connected, 'ldap', { type: 'jdbc' }),
    'it is a secondary store': say(connected, 'ldap', { secondary: true }),
    'nothing is connected to it': drawn,
    'there is none': p3,
  },
})
