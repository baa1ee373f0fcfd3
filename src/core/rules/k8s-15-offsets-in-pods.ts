import { KINDS } from '../kinds'
import type { Instance, ServerGroup } from '../wiring/deployment'
import { sayFix } from './support/fixes'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule, type FoundWithRemedy, type Say } from './support/rule'

export const offsetsInPods = defineRule({
  code: 'K8S-15',
  title: 'Port offsets that Kubernetes cannot express',
  severity: 'medium',
  why: 'A release gives all its pods one port, each pod has an address of its own, and the charts break with an offset: their Ingress names the standard ports.',
  source: 'helm-apim, wso2.apim.portOffset and the Services and Ingress objects of the five charts',
  check: ({ groups }, say) => {
    for (const group of groups) if (group.cluster !== undefined) judge(group, say)
  },
  onKubernetes: ({ groups }, say) => {
    for (const group of groups) judge(group, say)
  },
})

function judge({ kind, members }: ServerGroup, say: Say<FoundWithRemedy>): void {
  if (KINDS[kind].server === undefined) return
  const shifted = members.filter(({ offset }) => offset !== 0)
  if (shifted.length === 0) return
  const host = sharedHost(members)
  const offsets = members.map(({ offset }) => offset)
  const different = new Set(offsets).size > 1
  say.finding({
    message: `${namesOf(different ? members : shifted)} ${host ? 'share a machine by port offsets' : 'have port offsets'} (${(different ? offsets : [...new Set(offsets)]).join(', ')}), which one release cannot have: on Kubernetes all of its pods open the standard ports.`,
    subjects: subjectsOf(shifted),
    remedy: `Set ${shifted.length === 1 ? 'the offset' : 'the offsets'} to 0${host ? ', and put them on machines of their own where they are no pods' : ''}.`,
    // Without their offsets they would collide on that machine.
    ...(!host && { fix: sayFix('Set the port offset to 0', subjectsOf(shifted), { portOffset: undefined }) }),
  })
}

/** The machine that all of them are drawn on. */
function sharedHost(members: readonly Instance[]): boolean {
  const [first, ...rest] = members.map(({ host }) => host?.key)
  return first !== undefined && rest.length > 0 && rest.every((key) => key === first)
}
