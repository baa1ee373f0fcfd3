import type { Acknowledgement, Design } from '../../core/model/design'
import type { Diagnosis } from '../../core/rules/rule'

type Accepted = Pick<Diagnosis, 'code' | 'subjects'>

/** Records that a finding is acceptable, and why. Line breaks become spaces: the reason is printed on one line. */
export function acknowledge(design: Design, { code, subjects }: Accepted, reason: string): Design {
  const text = reason.trim().replace(/\s+/g, ' ')
  const others = design.acknowledged.filter((item) => !isSame(item, { code, subjects }))
  return { ...design, acknowledged: [...others, { code, subjects, reason: text }] }
}

/** Takes an acknowledgement back. */
export function withdraw(design: Design, accepted: Accepted): Design {
  const acknowledged = design.acknowledged.filter((item) => !isSame(item, accepted))
  return acknowledged.length === design.acknowledged.length ? design : { ...design, acknowledged }
}

function isSame(item: Acknowledgement, { code, subjects }: Accepted): boolean {
  return item.code === code && [...item.subjects].sort().join('\n') === [...subjects].sort().join('\n')
}
