import { KINDS } from '../kinds'
import { textOf } from '../kinds/properties'
import { hasRole } from '../kinds/roles'
import { labelOf } from '../wiring/placement'
import { sayFix } from './support/fixes'
import { defineRule } from './support/rule'

export const firewallHasNoName = defineRule({
  code: 'CFG-14',
  title: 'A firewall is given a name',
  severity: 'low',
  why: 'It lets connections pass and answers none, so no file holds the name: what is behind it is dialled.',
  source: 'packet filters work on addresses and ports; a name that leads to one leads nowhere',
  remedy: 'Give the name to the load balancer or the floating address behind it.',
  check: (deployment, say) => {
    for (const component of deployment.component.values()) {
      const name = textOf(component, 'hostname')
      if (name === undefined || !hasRole(component.kind, 'packet-filter')) continue
      say.finding({
        message: `${labelOf(component)} is a ${KINDS[component.kind].label.toLowerCase()}: its name ${name} is used nowhere.`,
        subjects: [component.id],
        fix: sayFix('Take the name away', [component.id], { hostname: undefined }),
      })
    }
  },
})
