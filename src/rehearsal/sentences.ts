import type { Outcome } from '../core/capabilities/simulate'
import type { Disagreement } from './compare'
import type { LooseEnd } from './graph'
import type { Rehearsal } from './rehearse'

/** What differs, a sentence each; none when the files do what is promised. */
export function sentences({ looseEnds, disagreements }: Rehearsal): readonly string[] {
  return [...new Set([...looseEnds.map(looseEnd), ...disagreements.map(disagreement)])]
}

function looseEnd({ says, source }: LooseEnd): string {
  return `${source.file}, line ${source.line}: ${says}.`
}

const WHEN = {
  immediate: '',
  'after-15-minutes': ', after 15 minutes',
  'after-token-lifetime': ', once access tokens have run out',
  'after-restart': ', for a gateway that restarts',
} as const

function disagreement({ failed, capability, moment, promised, read }: Disagreement): string {
  const state = failed.length === 0 ? 'With nothing failed' : `With ${failed.join(' and ')} failed`
  return `${state}${WHEN[moment]}, ${capability.id} (${capability.name}) is promised to be ${outcome(promised)}; by the files it is ${outcome(read)}.`
}

const WORDS = { working: 'working', degraded: 'degraded', down: 'down', 'not-provided': 'not provided' } as const

function outcome({ status, reason }: Outcome): string {
  return reason === undefined ? WORDS[status] : `${WORDS[status]} (${reason.replace(/\.$/, '')})`
}
