import { describeRule } from '../testing/describe-rule'
import { active, central, link, put } from '../testing/redrawn'
import { userStoresPerRegion } from './mdc-14-user-stores-per-region'

const knows = (...ids: readonly string[]) =>
  ids.reduce((design, id) => link(design, id, 'ldap'), put(active, [{ id: 'ldap', kind: 'user-store' }]))

describeRule(userStoresPerRegion, {
  fires: {
    'one datacenter knows no users': {
      design: knows('east-acp1', 'east-acp2'),
      says: /of west use no user store, those of east do/,
    },
  },
  quiet: {
    'both know them': knows('east-acp1', 'east-acp2', 'west-acp1', 'west-acp2'),
    'neither does': active,
    'one control plane of each knows them': knows('east-acp1', 'west-acp1'),
    'one datacenter has control planes': link(put(central, [{ id: 'ldap', kind: 'user-store' }]), 'acp1', 'ldap'),
  },
})
