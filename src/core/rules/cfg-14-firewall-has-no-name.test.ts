import type { Properties } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { link, p3, put } from '../testing/redrawn'
import { firewallHasNoName } from './cfg-14-firewall-has-no-name'

const wall = (properties: Properties) =>
  link(link(put(p3, [{ id: 'wall', kind: 'firewall', label: 'Wall', properties }]), 'consumer', 'wall'), 'wall', 'vip')

describeRule(firewallHasNoName, {
  fires: {
    'a firewall has a host name': {
      design: wall({ hostname: 'wall.acme.com' }),
      says: /Wall is a firewall: its name wall\.acme\.com is used nowhere/,
      fixes: ['Take the name away'],
    },
  },
  quiet: {
    'it has none': wall({}),
    'it says other things': wall({ managed: true, network: 'dmz' }),
    'a web application firewall has one': put(p3, [
      { id: 'waf', kind: 'web-application-firewall', properties: { hostname: 'waf.acme.com' } },
    ]),
  },
})
