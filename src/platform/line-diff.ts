import { diffLines } from 'diff'
import type { LineRun } from '../core/bundle/what-changed'

/** Runs of lines that differ, in order. */
export function lineDiff(before: string, after: string): readonly LineRun[] {
  const runs: { before: { from: number; lines: string[] }; after: { from: number; lines: string[] } }[] = []
  let [old, now] = [1, 1]
  let open = false
  for (const { value, added, removed, count } of diffLines(before, after)) {
    if (!added && !removed) {
      old += count
      now += count
      open = false
      continue
    }
    if (!open) runs.push({ before: { from: old, lines: [] }, after: { from: now, lines: [] } })
    open = true
    const run = runs.at(-1)
    const lines = value.replace(/\n$/, '').split('\n')
    if (added) {
      run?.after.lines.push(...lines)
      now += count
    } else {
      run?.before.lines.push(...lines)
      old += count
    }
  }
  return runs
}
