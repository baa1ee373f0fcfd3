import { fewOf, inWords } from '../base/words'
import type { Moment, Outcome, Simulated } from './simulate'

/**
 * What works and what does not at a moment, in one or two sentences: calls first, since those are what the outside
 * notices.
 */
export function headlineOf(simulated: readonly Simulated[], moment: Moment): string {
  const provided = simulated.filter((item) => item.moments[moment].status !== 'not-provided')
  const named = (status: Outcome['status']) =>
    provided.filter((item) => item.moments[moment].status === status).map(({ name }) => lowerFirst(name))
  const parts = [
    calls(provided, moment),
    listed('Down', named('down')),
    listed('Degraded', named('degraded')),
    ...inRegions(provided, moment),
  ].filter((part) => part !== '')
  if (parts.length > 1 || named('down').length > 0) return parts.join(' ')
  return provided.length === 0 ? 'The drawing provides nothing that could fail.' : 'Everything works.'
}

function calls(provided: readonly Simulated[], moment: Moment): string {
  const status = provided.find(({ id }) => id === 'C1')?.moments[moment].status
  if (status === undefined) return ''
  return status === 'down' ? 'No API call gets through.' : 'API calls get through.'
}

const MOST_NAMES = 3

function listed(word: string, names: readonly string[]): string {
  return names.length === 0 ? '' : `${word}: ${fewOf(names, MOST_NAMES)}.`
}

/** What is down in a region and works elsewhere. */
function inRegions(provided: readonly Simulated[], moment: Moment): readonly string[] {
  const lost = new Map<string, string[]>()
  for (const item of provided) {
    if (item.moments[moment].status === 'down') continue
    for (const { region, moments } of item.regions) {
      if (moments[moment].status !== 'down') continue
      lost.set(region, [...(lost.get(region) ?? []), lowerFirst(item.name)])
    }
  }
  const alike = new Map<string, string[]>()
  for (const [region, names] of lost) {
    const what = fewOf(names, MOST_NAMES)
    alike.set(what, [...(alike.get(what) ?? []), region])
  }
  return [...alike].map(([what, regions]) => `Down in ${inWords(regions)}: ${what}.`)
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}
