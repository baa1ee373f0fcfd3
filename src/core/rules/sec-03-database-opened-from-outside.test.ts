import type { ApimVersion } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { link, of, p3, say } from '../testing/redrawn'
import { databaseOpenedFromOutside } from './sec-03-database-opened-from-outside'

const opens = (version: ApimVersion) =>
  say(link(of('pattern-3', version), 'gw1', 'db1', ['sql'], ['shared']), 'gw1', { network: 'dmz' })

describeRule(databaseOpenedFromOutside, {
  fires: {
    'a gateway in the DMZ opens the database': {
      design: opens('4.7.0'),
      says: /from the DMZ/,
      fixes: ['Delete the connection'],
    },
    'one of 4.5.0 does, which may need it': { design: opens('4.5.0'), says: /from the DMZ/ },
    'one of 4.6.0 does': { design: opens('4.6.0'), says: /from the DMZ/, fixes: ['Delete the connection'] },
    'a control plane in the internet does': {
      design: say(p3, 'acp1', { network: 'internet' }),
      says: /from the internet/,
    },
  },
  quiet: {
    'a gateway in the DMZ opens none': say(p3, 'gw1', { network: 'dmz' }),
    'the control plane is inside': say(p3, 'acp1', { network: 'app' }),
    'nobody says where they are': p3,
    'the gateway is inside': say(opens('4.7.0'), 'gw1', { network: 'app' }),
    'the database is in the DMZ': say(p3, 'db1', { network: 'dmz' }),
  },
  asks: {
    'nobody says where they are': [p3, 'network of acp1', 'network of acp2'],
    'one says it': [say(p3, 'acp1', { network: 'app' }), 'network of acp2'],
  },
})
