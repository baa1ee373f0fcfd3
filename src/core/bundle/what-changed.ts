import { type ChangeLine, changeLines } from '../changes/change-sentences'
import { changesBetween } from '../changes/changes'
import type { Design, Id } from '../model/design'
import type { Bundle, GeneratedFile } from '../serialize/file-tree'

/** A bundle, and exactly the design that it was made from. */
export interface Made {
  readonly design: Design
  readonly bundle: Bundle
}

/** Lines that one file had and another has in their place; numbers count from 1. Either side may be empty. */
export interface LineRun {
  readonly before: { readonly from: number; readonly lines: readonly string[] }
  readonly after: { readonly from: number; readonly lines: readonly string[] }
}

/** Tells two texts apart line by line, in order. */
export type LineDiff = (before: string, after: string) => readonly LineRun[]

export interface FileRun extends LineRun {
  readonly path: string
  readonly status: 'added' | 'removed' | 'changed'
}

/** What made files change, with every run of lines that it changed. */
export interface Cause {
  /** One sentence without a full stop. */
  readonly text: string
  /** Components, places and connections that it is about. */
  readonly ids: readonly Id[]
  readonly runs: readonly FileRun[]
}

/**
 * The differences between the files of two bundles, grouped by the difference between their designs that explains them: the
 * first whose elements a line names as origin, else a change of version or setting. Files that merely list the others
 * (check sums, the topology) are left out.
 */
export function whatChanged(before: Made, after: Made, diff: LineDiff): readonly Cause[] {
  const changes = changesBetween(before.design, after.design).filter(({ type }) => type !== 'box')
  const lines = changeLines(before.design, after.design, changes)
  const general = lines.find(({ ids }) => ids.length === 0)
  const causes = new Map<ChangeLine | undefined, FileRun[]>(lines.map((line) => [line, []]))
  const old = new Map(before.bundle.files.map((file) => [file.path, file]))
  const now = new Map(after.bundle.files.map((file) => [file.path, file]))
  for (const path of [...new Set([...old.keys(), ...now.keys()])].sort(proseLast)) {
    if (DERIVED.has(path)) continue
    const [a, b] = [old.get(path), now.get(path)]
    for (const run of runsOf(a, b, diff)) {
      const named = subjectsOf(a, run.before).concat(subjectsOf(b, run.after))
      const cause = lines.find(({ ids }) => ids.some((id) => named.includes(id))) ?? general ?? lines[0]
      causes.set(cause, [...(causes.get(cause) ?? []), run])
    }
  }
  return [...causes].flatMap(([line, runs]) =>
    runs.length === 0 ? [] : [{ text: line?.text ?? UNEXPLAINED, ids: line?.ids ?? [], runs }],
  )
}

const DERIVED: ReadonlySet<string> = new Set(['SHA256SUMS', 'topology.json'])

/** Configuration tells a reader more than the prose about it. */
function proseLast(a: string, b: string): number {
  const rank = (path: string) => Number(path.endsWith('.md'))
  return rank(a) - rank(b) || (a < b ? -1 : 1)
}

const UNEXPLAINED = 'The same design, written by another edition of Topology Studio'

function runsOf(
  before: GeneratedFile | undefined,
  after: GeneratedFile | undefined,
  diff: LineDiff,
): readonly FileRun[] {
  if (before?.content === after?.content) return []
  const path = after?.path ?? before?.path ?? ''
  const status = !before ? 'added' : !after ? 'removed' : 'changed'
  return diff(before?.content ?? '', after?.content ?? '').map((run) => ({ ...run, path, status }))
}

/** Components, places and connections that a run of lines of a file came from; an instance stands for its component. */
function subjectsOf(file: GeneratedFile | undefined, { from, lines }: LineRun['before']): readonly Id[] {
  if (!file || lines.length === 0) return []
  const to = from + lines.length - 1
  const ids = file.origins
    .filter((origin) => origin.from <= to && origin.to >= from)
    .flatMap((origin) => origin.subjects.map((id) => id.split('#')[0] ?? id))
  return [...new Set(ids)]
}
