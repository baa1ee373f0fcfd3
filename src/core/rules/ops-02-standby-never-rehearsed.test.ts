import { describeRule } from '../testing/describe-rule'
import { active, central, of, p3, say } from '../testing/redrawn'
import { standbyNeverRehearsed } from './ops-02-standby-never-rehearsed'

const recovery = of('disaster-recovery')

describeRule(standbyNeverRehearsed, {
  fires: {
    'nobody says that it was': { design: recovery, says: /Nothing says that recovery has been promoted/ },
    'it was not': { design: say(recovery, 'dc-recovery', { rehearsed: false }), says: /promoted in a drill/ },
    'another datacenter was': { design: say(recovery, 'dc-primary', { rehearsed: true }), says: /recovery/ },
  },
  quiet: {
    'it was': say(recovery, 'dc-recovery', { rehearsed: true }),
    'nothing stands by': active,
    'what stands by has gateways alone': say(central, 'dc-region', { standby: true }),
    'there is one datacenter': p3,
  },
})
