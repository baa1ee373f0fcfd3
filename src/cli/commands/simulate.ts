import { headlineOf } from '../../core/capabilities/headline'
import { recoveryOf } from '../../core/capabilities/recovery'
import {
  MOMENTS,
  type Moment,
  type Outcome,
  type Outcomes,
  type Simulated,
  simulate as simulateFailure,
} from '../../core/capabilities/simulate'
import { oneLine } from '../../core/serialize/prose'
import { resolve } from '../../core/wiring/resolve'
import { readDesign } from '../read-design'
import { EXIT, type ExitCode, type Terminal, Unusable } from '../terminal'

export interface SimulateOptions {
  readonly file: string
  /** Elements that have failed, as `check --json` names them, or ids of components and places. */
  readonly failed: readonly string[]
  readonly json: boolean
}

/** Prints what still works when elements have failed: at once, and at three later moments. */
export async function simulate(options: SimulateOptions, terminal: Terminal): Promise<ExitCode> {
  const deployment = resolve(await readDesign(options.file, terminal))
  const result = simulateFailure(deployment, options.failed)
  if (!result.ok) throw new Unusable(result.problems.map((problem) => problem.message).join('\n'))
  const { capabilities, elements, cut } = result.value
  const recovery = recoveryOf(deployment, elements, cut)
  const { failed, json } = options
  terminal.print(json ? asJson(failed, capabilities, recovery) : asText(failed, capabilities, recovery))
  return EXIT.ok
}

function asJson(failed: readonly string[], simulated: readonly Simulated[], recovery: readonly string[]): string {
  const capabilities = simulated.map(({ id, name, moments, regions }) => ({
    id,
    name,
    moments,
    ...(regions.length > 0 && { regions }),
  }))
  const headlines = Object.fromEntries(MOMENTS.map((moment) => [moment, headlineOf(simulated, moment)]))
  return `${JSON.stringify({ failed, headlines, capabilities, recovery }, null, 2)}\n`
}

const HEADINGS: Readonly<Record<Moment, string>> = {
  immediate: 'at once',
  'after-15-minutes': '15 min',
  'after-token-lifetime': 'tokens out',
  'after-restart': 'restart',
}

const WORDS: Readonly<Record<Outcome['status'], string>> = {
  working: 'works',
  degraded: 'degraded',
  down: 'DOWN',
  'not-provided': '-',
}

function asText(failed: readonly string[], simulated: readonly Simulated[], recovery: readonly string[]): string {
  const names = simulated.flatMap(({ name, regions }) => [name, ...regions.map(({ region }) => `in ${region}`)])
  const columns = Math.max(...names.map((name) => name.length))
  const row = (id: string, name: string, cells: readonly string[]) =>
    `  ${id.padEnd(3)} ${name.padEnd(columns)}  ${cells.map((cell) => cell.padEnd(10)).join('  ')}`.trimEnd()
  const cells = (moments: Outcomes) => MOMENTS.map((moment) => WORDS[moments[moment].status])
  const lines = simulated.flatMap(({ id, name, moments, regions }) => [
    row(id, name, cells(moments)),
    ...reasons(moments).map((reason) => `      ${oneLine(reason)}`),
    ...regions
      .filter((region) => cells(region.moments).join() !== cells(moments).join())
      .flatMap((region) => [
        row('', `in ${oneLine(region.region)}`, cells(region.moments)),
        ...reasons(region.moments).map((reason) => `      ${oneLine(reason)}`),
      ]),
  ])
  return `${[
    `Failed: ${failed.join(', ')}`,
    oneLine(headlineOf(simulated, 'immediate')),
    '',
    row(
      '',
      '',
      MOMENTS.map((moment) => HEADINGS[moment]),
    ),
    ...lines,
    ...(recovery.length > 0 ? ['', 'When it is back:', ...recovery.map((hint) => `  ${hint}`)] : []),
  ].join('\n')}\n`
}

/** Each reason once; what the drawing does not provide needs none. */
function reasons(moments: Outcomes): readonly string[] {
  const said = MOMENTS.map((moment) => moments[moment]).filter(
    (outcome) => outcome.status === 'degraded' || outcome.status === 'down',
  )
  return [...new Set(said.flatMap((outcome) => outcome.reason ?? []))]
}
