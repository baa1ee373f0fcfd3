import { once } from '../../base/memo'
import type { Id } from '../../model/design'
import { numberOf } from '../../model/properties'
import { issuersOf } from '../../sizing/issuers'
import { sizedRegions } from '../../sizing/regions'
import type { Deployment } from '../../wiring/deployment'
import { compareIds } from '../../wiring/graph'
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
  for (const rule of rulesAboutLoad(deployment)) add('', 'targetTps', rule)
  for (const rule of rulesAboutTokenRequests(deployment)) add('', 'tokenTps', rule)
  for (const { fact, rule, asks } of QUESTIONS)
    for (const subject of asks(deployment)) if (subject.properties?.[fact] === undefined) add(subject.id, fact, rule)
  return [...open.values()]
    .sort((a, b) => rankOf(a.fact) - rankOf(b.fact) || compareIds(a.subject, b.subject))
    .map(({ subject, fact, rules }) => ({ subject, fact, rules: [...rules].sort() }))
})

/** Settings come first, then the order of the questions. */
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

/** What every call counts for, wherever something executes them. */
function rulesAboutLoad(deployment: Deployment): readonly string[] {
  const serving = sizedRegions(deployment).filter((region) => region.serving.length > 0)
  if (serving.length === 0 || deployment.design.settings.sizing?.targetTps !== undefined) return []
  return [
    'HA-07',
    'SZ-01',
    ...(serving.length > 1 ? ['MDC-20'] : []),
    ...(serving.some(({ roles }) => roles.trafficManagers.length > 0 || roles.allInOnes.length > 0) ? ['SZ-02'] : []),
    ...(serving.some(({ serving: [first] }) => first?.kind === 'all-in-one') ? ['SZ-05'] : []),
  ]
}

function rulesAboutTokenRequests(deployment: Deployment): readonly string[] {
  const { tokenTps, clients } = deployment.design.settings.sizing ?? {}
  const said = tokenTps !== undefined || clients !== undefined
  return said || sizedRegions(deployment).every((region) => issuersOf(region).length === 0) ? [] : ['SZ-03']
}
