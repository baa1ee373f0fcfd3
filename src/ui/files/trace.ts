import type { GeneratedFile, Origin } from '../../core/generate/file-tree'
import type { Id } from '../../core/model/design'
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

/** How much of a file is about the elements, 0 to 1; what a line shares with many elements counts for less. */
export function relevance(file: GeneratedFile, ids: ReadonlySet<Id>): number {
  let weight = 0
  for (const origin of file.origins) {
    const named = origin.subjects.filter((id) => ids.has(id)).length
    if (named > 0) weight += ((origin.to - origin.from + 1) * named) / origin.subjects.length
  }
  return weight / Math.max(1, lineCount(file))
}

export function lineCount(file: GeneratedFile): number {
  let count = 1
  for (let at = file.content.indexOf('\n'); at !== -1; at = file.content.indexOf('\n', at + 1)) count++
  return file.content.endsWith('\n') ? count - 1 : count
}

/** The file that says most about the elements; configuration before scripts and prose where two say as much. */
export function bestFile(files: readonly GeneratedFile[], ids: ReadonlySet<Id>): GeneratedFile | undefined {
  let best: { file: GeneratedFile; score: number } | undefined
  for (const file of files) {
    const score = relevance(file, ids) * (LANGUAGE_WEIGHT[file.language] ?? 0.5)
    if (score > 0 && (!best || score > best.score)) best = { file, score }
  }
  return best?.file
}

const LANGUAGE_WEIGHT: Readonly<Partial<Record<GeneratedFile['language'], number>>> = {
  toml: 1,
  yaml: 0.98,
  nginx: 0.96,
  sql: 0.9,
}
