import { describeRule } from '../testing/describe-rule'
import { forget, link, p3, put, say, unlink } from '../testing/redrawn'
import { noApplicationFirewall } from './sec-10-no-application-firewall'

const internet = say(p3, 'consumer', { network: 'internet' })
const waf = put(internet, [{ id: 'waf1', kind: 'web-application-firewall', properties: { managed: true } }])
const filtered = link(
  link(
    unlink(waf, (item) => item.from === 'consumer'),
    'consumer',
    'waf1',
  ),
  'waf1',
  'vip',
)

describeRule(noApplicationFirewall, {
  fires: {
    'calls from the internet pass no firewall': { design: internet, says: /pass no web application firewall/ },
    'some of them pass it': { design: link(filtered, 'consumer', 'lb1'), says: /pass no web application firewall/ },
  },
  quiet: {
    'all pass it': filtered,
    'calls come from inside': say(p3, 'consumer', { network: 'app' }),
    'nobody says where they come from': p3,
    'consumers reach no gateway': unlink(internet, (item) => item.from === 'consumer'),
    'a developer is in the internet': say(p3, 'developer', { network: 'internet' }),
    'calls go round in a circle': link(
      link(
        link(
          unlink(internet, (item) => item.from === 'vip' || item.from.startsWith('lb')),
          'vip',
          'lb1',
        ),
        'lb1',
        'lb2',
      ),
      'lb2',
      'lb1',
    ),
  },
  asks: {
    'nobody says where they come from': [p3, 'network of consumer'],
    'all pass a firewall': [forget(filtered, 'consumer', 'network')],
    'they come from inside': [say(p3, 'consumer', { network: 'app' })],
  },
})
