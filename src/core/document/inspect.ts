import type { Problem } from '../model/design'
import { jsonPath, MAX_PROBLEMS, type PathPart, show } from './problems'

/** Keys that code elsewhere may take for the machinery of objects. */
const REFUSED_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** More values than 8 MiB of JSON can hold: only a value that contains itself gets there. */
const MAX_VALUES = 8_500_000

interface Visit {
  readonly value: object
  readonly depth: number
  readonly key: PathPart
  readonly outer: Visit | undefined
}

/**
 * What no document may hold, whatever its shape: keys such as `__proto__`, values that are not JSON, nesting deeper
 * than `maxDepth`. Looks at every value once, without recursion.
 */
export function inspect(root: unknown, maxDepth: number): readonly Problem[] {
  const problems: Problem[] = []
  const pending: Visit[] = []
  let count = 0

  const look = (value: unknown, key: PathPart, outer: Visit | undefined) => {
    if (typeof value === 'object' && value !== null) pending.push({ value, depth: (outer?.depth ?? 0) + 1, key, outer })
    else if (!isJsonScalar(value)) {
      problems.push({
        path: pathOf(outer, key),
        message: `${show(value)} is not a value that JSON can hold. Remove it.`,
      })
    }
  }

  look(root, '', undefined)
  for (let visit = pending.pop(); visit && problems.length < MAX_PROBLEMS; visit = pending.pop()) {
    if (visit.depth > maxDepth) {
      problems.push({ path: pathOf(visit.outer, visit.key), message: `Nested deeper than ${maxDepth} levels.` })
      continue
    }
    const { value: holder } = visit
    const keys = Array.isArray(holder) ? undefined : Object.keys(holder)
    const size = keys?.length ?? (holder as readonly unknown[]).length
    count += size
    if (count > MAX_VALUES) return [{ path: '$', message: 'The document holds too many values, or contains itself.' }]
    for (let index = 0; index < size; index += 1) {
      const key = keys?.[index] ?? index
      if (typeof key === 'string' && REFUSED_KEYS.has(key)) {
        problems.push({
          path: pathOf(visit, key),
          message: `The key ${show(key)} is not allowed. Rename or remove it.`,
        })
      } else look(Reflect.get(holder, key), key, visit)
    }
  }
  return problems
}

function isJsonScalar(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
}

function pathOf(outer: Visit | undefined, key: PathPart): string {
  const parts: PathPart[] = outer ? [key] : []
  for (let visit = outer; visit?.outer; visit = visit.outer) parts.push(visit.key)
  return jsonPath(parts.reverse())
}
