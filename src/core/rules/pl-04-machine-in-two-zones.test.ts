import type { Place } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { active, move, p3, put, say } from '../testing/redrawn'
import { machineInTwoZones } from './pl-04-machine-in-two-zones'

const hypervisor = (id: string, parent = 'zone-a'): Place => ({ id, kind: 'hypervisor', parent, label: id })
const said = (id: string) => say(put(p3, [], [hypervisor('hv1')]), id, { hypervisor: 'hv1' })
const two = move(put(p3, [], [hypervisor('hv1'), hypervisor('hv2')]), 'hv1', 'gw1')

describeRule(machineInTwoZones, {
  fires: {
    'a server of another zone is said to be on a hypervisor': {
      design: said('gw2'),
      says: /Hypervisor hv1 is in zones a and b/,
    },
    'a server is drawn on one and said to be on another': {
      design: say(two, 'gw1', { hypervisor: 'hv2' }),
      says: /drawn on hypervisor hv1 and said to be on hv2/,
    },
    'one of a datacenter is said to be on one of another': {
      design: say(put(active, [], [hypervisor('hv1', 'east-zone-a')]), 'west-gw1', { hypervisor: 'hv1' }),
      says: /is in datacenters east and west/,
    },
  },
  quiet: {
    'the server is in its zone': said('gw1'),
    'it is drawn where it is said to be': say(two, 'gw1', { hypervisor: 'hv1' }),
    'it is said to be on something else': say(two, 'gw1', { hypervisor: 'zone-b' }),
    'nothing is said': two,
  },
})
