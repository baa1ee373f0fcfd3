import { afterAll, describe, expect, test, vi } from 'vitest'
import type { Design } from '../../core/model/design'
import type { Target } from '../../core/serialize/file-tree'
import { cases, type Drawings, references, templates } from './drawings'
import { randomDrawing } from './random-drawing'
import { rehearsed } from './rehearsed'

/** `npm run rehearse`: every drawing in turn, with how many there were and what differs. */
const FULL = process.env.REHEARSE === 'full'
const RANDOM: Readonly<Record<Target, number>> = FULL ? { vm: 5_000, kubernetes: 300 } : { vm: 100, kubernetes: 20 }

interface RuleCases {
  readonly fires: Readonly<Record<string, { readonly design: Design }>>
  readonly quiet: Readonly<Record<string, Design>>
  readonly asks?: Readonly<Record<string, readonly [Design, ...string[]]>>
}

/** Drawings of the tests of rules, which hand them to `describeRule`. */
const ofRules = vi.hoisted(() => [] as (readonly [string, Design])[])
vi.mock('../../core/testing/describe-rule', () => ({
  describeRule: ({ code }: { readonly code: string }, { fires, quiet, asks = {} }: RuleCases) => {
    for (const [name, { design }] of Object.entries(fires)) ofRules.push([`${code}, ${name}`, design])
    for (const [name, design] of Object.entries(quiet)) ofRules.push([`${code}, ${name}`, design])
    for (const [name, [design]] of Object.entries(asks)) ofRules.push([`${code}, ${name}`, design])
  },
}))
// Their other tests are not asked for by name.
if (FULL) for (const load of Object.values(import.meta.glob('../../core/rules/*.test.ts'))) await load()

const counted = { drawings: 0, drafts: 0, states: 0, differences: [] as string[] }

function differencesOf(drawings: Drawings, target: Target): readonly string[] {
  const found: string[] = []
  for (const [name, design] of drawings) {
    const result = rehearsed(design, target)
    if (!result) {
      counted.drafts++
      continue
    }
    counted.drawings++
    counted.states += result.states
    found.push(...result.differences.map((said) => `${name} (${target}): ${said}`))
  }
  counted.differences.push(...found)
  return found
}

describe.each(['vm', 'kubernetes'] as const)('rehearsal for %s', (target) => {
  test('of templates, reference topologies and cases', () => {
    expect(differencesOf([...templates, ...references, ...cases], target)).toEqual([])
  })

  test('of the drawings of rules', () => {
    expect(differencesOf(ofRules, target)).toEqual([])
  })

  test('of random drawings', () => {
    const seeds = Array.from({ length: RANDOM[target] }, (_, seed) => seed)
    const drawings = seeds.map((seed) => [`random drawing ${seed}`, randomDrawing(seed, target)] as const)
    expect(differencesOf(drawings, target)).toEqual([])
  })
})

afterAll(() => {
  const { drawings, drafts, states, differences } = counted
  for (const difference of differences.slice(0, 200)) console.info(difference)
  console.info(
    `${drawings} drawings and ${states} states compared (${drafts} more can be exported as drafts alone), ${differences.length} differences.`,
  )
})
