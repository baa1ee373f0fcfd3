import type { Id } from '../../core/model/design'
import type { GeneratedFile, Origin } from '../../core/serialize/file-tree'
import type { Deployment } from '../../core/wiring/deployment'

/** Ids that lines of the selected elements may name: the elements, what is in selected places, and every instance. */
export function traceIds(selected: readonly Id[], deployment: Deployment): ReadonlySet<Id> {
  const ids = new Set(selected)
  for (const instance of deployment.instances) {
    const inside = instance.places.some((place) => ids.has(place.id))
    if (!inside && !ids.has(instance.component.id)) continue
    ids.add(instance.component.id)
    ids.add(instance.id)
  }
  return ids
}

/** Numbers of the lines that came from one of the elements. */
export function linesFrom(file: GeneratedFile, ids: ReadonlySet<Id>): ReadonlySet<number> {
  const lines = new Set<number>()
  if (ids.size === 0) return lines
  for (const origin of file.origins) {
    if (!origin.subjects.some((id) => ids.has(id))) continue
    for (let line = origin.from; line <= origin.to; line++) lines.add(line)
  }
  return lines
}

/** The narrowest run of lines with a reason that a line belongs to. */
export function originOf(file: GeneratedFile, line: number): Origin | undefined {
  let best: Origin | undefined
  for (const origin of file.origins) {
    if (line < origin.from || line > origin.to) continue
    if (!best || origin.to - origin.from < best.to - best.from) best = origin
  }
  return best
}

/**
 * How much of a file is about the elements, 0 to 1: the part of its lines from drawn things that came from them, less
 * where they share those lines with many. Configuration counts in full, scripts and prose a quarter.
 */
export function relevance(file: GeneratedFile, ids: ReadonlySet<Id>): number {
  const { drawn, about, alone } = linesAbout(file, ids)
  if (about === 0) return 0
  const weight = CONFIGURATION.has(file.language) ? 1 : 0.25
  return (weight * Math.sqrt(about * alone)) / drawn
}

/** Lines from drawn things, those that name the elements, and those shared out among all that they name. */
function linesAbout(file: GeneratedFile, ids: ReadonlySet<Id>) {
  let drawn = 0
  let about = 0
  let alone = 0
  for (const { from, to, subjects } of file.origins) {
    if (subjects.length === 0) continue
    const lines = to - from + 1
    const named = subjects.filter((id) => ids.has(id)).length
    drawn += lines
    if (named > 0) about += lines
    alone += (lines * named) / subjects.length
  }
  return { drawn, about, alone }
}

const CONFIGURATION: ReadonlySet<GeneratedFile['language']> = new Set(['toml', 'yaml', 'nginx', 'sql'])

/** The file that says most about the elements, in relevance and in lines; the first of several. */
export function bestFile(files: readonly GeneratedFile[], ids: ReadonlySet<Id>): GeneratedFile | undefined {
  let best: { file: GeneratedFile; score: number } | undefined
  for (const file of files) {
    const score = relevance(file, ids) * Math.log2(1 + linesAbout(file, ids).about)
    if (score > (best?.score ?? 0)) best = { file, score }
  }
  return best?.file
}
