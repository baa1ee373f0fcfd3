import { describeRule } from '../testing/describe-rule'
import { cut, link, p3, put, say, unlink } from '../testing/redrawn'
import { webhooksNotCopied } from './ev-08-webhooks-not-copied'

const webhooks = link(put(p3, [{ id: 'sub1', kind: 'webhook-subscriber' }]), 'gw1', 'sub1')
const silent = say(webhooks, 'acp1', { webhookCopies: false })

describeRule(webhooksNotCopied, {
  fires: {
    'a control plane does not copy subscriptions': { design: silent, says: /does not copy webhook subscriptions/ },
  },
  quiet: {
    'it copies them': say(webhooks, 'acp1', { webhookCopies: true }),
    'nobody subscribes': say(p3, 'acp1', { webhookCopies: false }),
    'there is one control plane': cut(silent, 'acp2'),
    'the gateway listens to no broker': unlink(silent, (item) => item.from === 'gw1' && item.to.startsWith('acp')),
  },
  asks: {
    'nothing is said': [webhooks, 'webhookCopies of acp1', 'webhookCopies of acp2'],
    'nobody subscribes': [p3],
    'there is one control plane': [cut(webhooks, 'acp2')],
  },
})
