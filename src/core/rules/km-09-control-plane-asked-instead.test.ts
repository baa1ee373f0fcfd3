import type { Connection, Design } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { link, p3, p4, unlink } from '../testing/redrawn'
import { controlPlaneAskedInstead } from './km-09-control-plane-asked-instead'

const asks = (design: Design, ...purposes: NonNullable<Connection['purposes']>) =>
  link(
    unlink(design, (item) => item.from === 'gw1' && item.to === 'vip'),
    'gw1',
    'acp1',
    purposes,
  )

describeRule(controlPlaneAskedInstead, {
  fires: {
    'a gateway asks a control plane beside Key Managers': {
      design: asks(p4, 'control', 'key-management'),
      says: /asks .* about tokens, which come from/,
      fixes: ['Ask the Key Managers instead'],
    },
    'a gateway is connected to no issuer, so its file names the control plane': {
      design: asks(p4, 'control'),
      says: /asks .* about tokens, which come from/,
      fixes: ['Ask the Key Managers instead'],
    },
  },
  quiet: {
    'it asks the Key Managers': p4,
    'it asks nobody, and there are no Key Managers': asks(p3, 'control'),
    'there are no Key Managers': asks(p3, 'control', 'key-management'),
    'it asks one of the Key Managers': link(asks(p4, 'control'), 'gw1', 'km1', ['key-management']),
  },
})
