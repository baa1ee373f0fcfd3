import { describeRule } from '../testing/describe-rule'
import { active, central, change, cut, link, of, p3, put, say, unlink } from '../testing/redrawn'
import { dataNotCopied } from './mdc-23-data-not-copied'

const recovery = of('disaster-recovery')
const west = ['west-acp1', 'west-acp2'] as const
const apart = west.reduce(
  (design, id) => link(design, id, 'db2', ['sql']),
  unlink(put(active, [{ id: 'db2', kind: 'database' }]), ({ from, to }) => from.startsWith('west-acp') && to === 'db1'),
)

describeRule(dataNotCopied, {
  fires: {
    'two datacenters have databases of their own': {
      design: apart,
      says: /east and west keep their data apart, east in APIM databases and west in db2/,
      fixes: ['Replicate APIM databases to every datacenter'],
    },
    'the database of a standby is in the other datacenter': {
      design: cut(say(recovery, 'db1', { members: ['primary-db'] }), 'recovery-db'),
      says: /recovery stands by without a copy of APIM databases/,
      fixes: ['Copy APIM databases to every datacenter'],
    },
    'the database is said to stand in one place': {
      design: say(recovery, 'db1', { mode: 'single' }),
      says: /without a copy/,
      fixes: ['Copy APIM databases to every datacenter'],
    },
    'the copy is where it is written': {
      design: change(recovery, 'recovery-db', { place: 'dc-primary' }),
      says: /without a copy/,
      fixes: ['Copy APIM databases to every datacenter'],
    },
  },
  quiet: {
    'one database replicates both ways': active,
    'a standby has a copy': recovery,
    'the copy fails over by itself': say(recovery, 'db1', { mode: 'auto' }),
    'one datacenter has a control plane': central,
    'there is one datacenter': p3,
    'nothing stands by any more': say(active, 'dc-west', { standby: false }),
  },
})
