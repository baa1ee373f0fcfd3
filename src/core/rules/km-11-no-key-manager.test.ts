import { describeRule } from '../testing/describe-rule'
import { central, cut, p0, p2, p3, p4, put } from '../testing/redrawn'
import { noKeyManager } from './km-11-no-key-manager'

const without = cut(p3, 'acp1', 'acp2')

describeRule(noKeyManager, {
  fires: {
    'gateways have nobody to give out tokens': {
      design: without,
      says: /no token can be issued for Gateway 1 and Gateway 2/,
    },
    'there is one gateway': { design: cut(without, 'gw2'), says: /for Gateway 1/ },
  },
  quiet: {
    'the control planes do': p3,
    'Key Managers do': cut(p4, 'acp1', 'acp2'),
    'an outside key manager does': put(without, [{ id: 'idp', kind: 'external-key-manager' }]),
    'an Identity Server does': put(without, [{ id: 'is', kind: 'identity-server' }]),
    'All-in-Ones do': p2,
    'the All-in-One does': p0,
    'another datacenter does': central,
    'there is no gateway': cut(without, 'gw1', 'gw2'),
  },
})
