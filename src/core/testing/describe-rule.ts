import { describe, expect, test } from 'vitest'
import type { Design } from '../model/design'
import { diagnose } from '../rules'
import type { Finding, Rule, Severity } from '../rules/support/rule'
import { resolve } from '../wiring/resolve'
import { inAccept, some } from './breadth'
import { fixFaults, leftByFix } from './fixes'
import { levelFaults } from './level-faults'
import { saidOf } from './said'

/** A drawing in which a rule finds something, and what it then says. */
interface Firing {
  readonly design: Design
  /** The usual one of the rule where nothing is said. */
  readonly severity?: Severity
  /** Of the messages, the remedies and the ids of the subjects. */
  readonly says: RegExp
  /** Labels of the mechanical remedies; where this is left out there is none. */
  readonly fixes?: readonly string[]
  /** How many findings; one where nothing is said. */
  readonly times?: number
}

/** Drawings by what is so in them. */
interface RuleCases {
  readonly fires: Readonly<Record<string, Firing>>
  /** Near misses: a firing drawing with one thing mended. There are more of them than of those that fire. */
  readonly quiet: Readonly<Record<string, Design>>
  /** All facts that the rule lacks, as `network of gw1`. */
  readonly asks?: Readonly<Record<string, readonly [Design, ...string[]]>>
}

/** The tests of one rule. They run that rule alone, but where they try its fixes. */
export function describeRule(rule: Rule, { fires, quiet, asks = {} }: RuleCases): void {
  describe(rule.code, () => {
    test.each(Object.entries(fires))('fires where %s', (_name, firing) => {
      const { findings } = saidOf(rule, firing.design)
      expect(shown(findings)).toEqual(expected(firing, rule))
      expect(textOf(findings)).toMatch(firing.says)
      for (const finding of findings) expectWellSaid(finding, firing.design)
    })

    test.each(Object.entries(quiet))('is quiet where %s', (_name, design) => {
      expect(saidOf(rule, design).findings.map(({ message }) => message)).toEqual([])
    })

    test('the level of no drawing contradicts what is found in it', () => {
      const drawings = [...Object.values(fires).map(({ design }) => design), ...Object.values(quiet)]
      expect(some(drawings, 6).flatMap(levelFaults)).toEqual([])
    })

    inAccept(() => {
      test('every fix of every drawing mends what it says, and takes nothing away', () => {
        const drawings = [...Object.values(fires).map(({ design }) => design), ...Object.values(quiet)]
        expect(drawings.flatMap(fixFaults)).toEqual([])
      })
    })

    test.each(Object.entries(asks))('asks for what it lacks and nothing else where %s', (_name, [design, ...facts]) => {
      expect(askedBy(rule, design)).toEqual(facts)
    })

    test.each(Object.entries(fires).filter(([, { fixes }]) => fixes))(
      'its fix removes the finding and brings none that is as bad where %s',
      (_name, { design }) => {
        const all = diagnose(resolve(design))
        const mended = all.filter(({ code, fix }) => code === rule.code && fix)
        expect(mended.length).toBeGreaterThan(0)
        for (const finding of mended) expect(leftByFix(design, all, finding), finding.fix?.label).toEqual([])
      },
    )

    test('there are more near misses than drawings in which it fires', () => {
      expect(Object.keys(quiet).length).toBeGreaterThan(Object.keys(fires).length)
    })
  })
}

function shown(findings: readonly Finding[]) {
  return {
    severities: [...new Set(findings.map(({ severity }) => severity))],
    fixes: [...new Set(findings.flatMap(({ fix }) => fix?.label ?? []))],
    times: findings.length,
  }
}

function expected({ severity, fixes = [], times = 1 }: Firing, rule: Rule) {
  return { severities: [severity ?? rule.severity], fixes, times }
}

function textOf(findings: readonly Finding[]): string {
  return findings.map(({ message, remedy, subjects }) => [message, remedy, ...subjects].join(' ')).join(' ')
}

function askedBy(rule: Rule, design: Design): readonly string[] {
  const { unknown } = saidOf(rule, design)
  return [...new Set(unknown.map(({ fact, subject }) => (subject === '' ? fact : `${fact} of ${subject}`)))]
}

/** Its subjects are drawn, and what it says are sentences. */
function expectWellSaid({ message, remedy, subjects }: Finding, { topology }: Design): void {
  const drawn = [...topology.places, ...topology.components, ...topology.connections].map(({ id }) => id)
  expect(subjects.filter((id) => !drawn.includes(id))).toEqual([])
  expect(subjects.length).toBeGreaterThan(0)
  expect(message).toMatch(/^\S.*\.$/)
  expect(remedy).toMatch(/^[A-Z].*\.$/)
}
