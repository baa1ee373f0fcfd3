import type { ApimVersion } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { many, of, p3, say } from '../testing/redrawn'
import { gatewayIdTwice } from './ev-13-gateway-id-twice'

const ids = (one: string, other: string, version: ApimVersion = '4.7.0') =>
  say(say(of('pattern-3', version), 'gw1', { gatewayId: one }), 'gw2', { gatewayId: other })

describeRule(gatewayIdTwice, {
  fires: {
    'two gateways report under one id': {
      design: ids('one', 'one'),
      says: /report under the same id, one/,
      fixes: ['Let each use its own name'],
    },
    'they do so in 4.6.0': {
      design: ids('one', 'one', '4.6.0'),
      says: /under the same id/,
      fixes: ['Let each use its own name'],
    },
  },
  quiet: {
    'each has its own': ids('one', 'two'),
    'one has none': say(p3, 'gw1', { gatewayId: 'one' }),
    'gateways of 4.5.0 report nothing': ids('one', 'one', '4.5.0'),
    'the other is no gateway': say(say(p3, 'gw1', { gatewayId: 'one' }), 'tm1', { gatewayId: 'one' }),
    'it stands for several': many(say(p3, 'gw1', { gatewayId: 'one' }), 'gw1', 2),
  },
})
