import { inWords } from '../base/words'
import { setProperty } from '../document/edits'
import { defineRule } from './support/rule'

export const noDatacenterWorks = defineRule({
  code: 'MDC-24',
  title: 'Every datacenter stands by',
  severity: 'error',
  why: 'Servers of a standby datacenter are stopped until somebody promotes it, so nothing runs.',
  source: 'availability theory, disaster recovery: one datacenter works and another waits',
  remedy: 'Take the standby mark from the datacenter that works.',
  check: ({ regions }, say) => {
    const [first] = regions
    if (!first || regions.some(({ standby }) => !standby)) return
    say.finding({
      message: `${inWords(regions.map(({ label }) => label))} ${regions.length === 1 ? 'stands' : 'stand'} by, and no other datacenter works.`,
      subjects: regions.map(({ id }) => id),
      fix: {
        label: `Let ${first.label} work`,
        apply: (design) => setProperty(design, first.id, 'standby', undefined),
      },
    })
  },
})
