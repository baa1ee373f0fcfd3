import { once } from '../memo'
import type { Id } from '../model/design'
import { numberOf } from '../model/properties'
import type { Deployment } from '../wiring/deployment'
import { compareIds } from '../wiring/graph'
import { QUESTIONS } from './questions'
import { setsOf } from './redundant-sets'
import { activeRegions } from './regions'

/** A fact that the drawing does not give and that a rule waits for. */
export interface OpenFact {
  /** Component or place that it is about; empty for a setting of the whole design. */
  readonly subject: Id
  /** Key of the property or setting; `zone` and `host` for the place that a component is drawn in. */
  readonly fact: string
  /** Codes of the rules that the answer may wake, sorted. */
  readonly rules: readonly string[]
}

/**
 * Facts that would sharpen the analysis: each would wake a rule that is silent for want of it, with the facts that say
 * most about the whole first. A field with a default is no question.
 */
export const factsThatSharpen = once((deployment: Deployment): readonly OpenFact[] => {
  const open = new Map<string, { readonly subject: Id; readonly fact: string; readonly rules: Set<string> }>()
  const add = (subject: Id, fact: string, rule: string) => {
    const key = `${fact} ${subject}`
    const known = open.get(key)
    if (known) known.rules.add(rule)
    else open.set(key, { subject, fact, rules: new Set([rule]) })
  }
  for (const rule of rulesAboutTokens(deployment)) add('', 'tokens', rule)
  for (const { fact, rule, asks } of QUESTIONS)
    for (const subject of asks(deployment)) if (subject.properties?.[fact] === undefined) add(subject.id, fact, rule)
  return [...open.values()]
    .sort((a, b) => rankOf(a.fact) - rankOf(b.fact) || compareIds(a.subject, b.subject))
    .map(({ subject, fact, rules }) => ({ subject, fact, rules: [...rules].sort() }))
})

/** The setting comes first, then the order of the questions. */
function rankOf(fact: string): number {
  return QUESTIONS.findIndex((question) => question.fact === fact)
}

function rulesAboutTokens(deployment: Deployment): readonly string[] {
  if (deployment.design.settings.tokens !== undefined) return []
  const issuing = setsOf(deployment, 'key-manager')
  const members = issuing.flatMap((set) => set.members)
  return [
    ...(members.length > 0 ? ['HA-10'] : []),
    ...(issuing.some((set) => set.members.length === 1) ? ['KM-01'] : []),
    ...(issuing.some((set) => set.roles.keyManagers.length > 0) ? ['KM-06'] : []),
    ...(members.some((member) => numberOf(member.component, 'tokenLifetime') !== undefined) ? ['KM-07'] : []),
    ...(activeRegions(deployment).length > 0 ? ['MDC-16'] : []),
  ]
}
