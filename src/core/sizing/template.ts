import { entranceNeed, mayBeDoubled } from '../fixes/twin'
import { KINDS } from '../kinds'
import { hasRole } from '../kinds/roles'
import type { KindId } from '../model/design'
import type { Deployment, Instance } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'

/** Servers that further ones may be like, or why the program cannot make any. */
export type Template =
  | { readonly ok: true; readonly members: readonly Instance[] }
  | { readonly ok: false; readonly obstacle: string }

export function templateOf(kind: KindId, members: readonly Instance[], deployment: Deployment): Template {
  const { label } = KINDS[kind]
  const [first] = members
  if (!first) return no(`Draw and connect the first ${label}, or start from a pattern.`)
  const wired = members.filter((member) => mayBeDoubled(deployment, member))
  if (wired.length === 0) return no(whyNot(first, deployment))
  const entered = wired.filter((member) => entranceNeed(deployment, member) !== 'unclear')
  if (entered.length === 0) return no(`Put a load balancer in front of ${labelOf(first.component)} first.`)
  return { ok: true, members: entered }
}

function no(obstacle: string): Template {
  return { ok: false, obstacle }
}

function whyNot(first: Instance, deployment: Deployment): string {
  const name = labelOf(first.component)
  const databases = deployment.server.get(first.id)?.databases
  const own = [databases?.apim, databases?.shared].some(
    (target) => target === undefined || target.database.dbms === 'h2',
  )
  return own && hasRole(first.kind, 'data-keeper')
    ? `Give ${name} a database that others can share first: each of two would keep its data to itself.`
    : `Complete the wiring of ${name} first: a copy of it would lack the same.`
}
