import { KINDS, PLACE_KINDS } from '../kinds'
import type { Field } from '../kinds/kind'
import { roundBox } from '../model/box'
import type { Component, Design, Place, Problem, Properties, Result, Topology } from '../model/design'
import { LIMITS } from '../model/limits'
import { inspect } from './inspect'
import { jsonFault } from './json-text'
import { type JsonObject, MIGRATIONS, type Migrations, migrate } from './migrations'
import { capped, jsonPath, type PathPart, show } from './problems'
import { schemaParts } from './schema'
import { structureProblems } from './structure'

export { LIMITS } from '../model/limits'
export { serializeDesign } from './write'

/**
 * Reads a saved design. Problems say what is wrong, where, and how to mend it; there are at most 50. Never throws, and
 * never gives half a design. Missing optional sections get their defaults; fields that this version does not know stay.
 */
export function parseDesign(text: string, migrations: Migrations = MIGRATIONS): Result<Design> {
  if (isLongerThan(text, LIMITS.bytes)) {
    return refuse([
      { path: '$', message: `The file is larger than ${LIMITS.bytes / 1024 / 1024} MiB, too large for a design.` },
    ])
  }
  const json = text.startsWith('\ufeff') ? text.slice(1) : text
  const fault = jsonFault(json, LIMITS.depth)
  if (fault) {
    return refuse([{ path: '$', message: `Not JSON at line ${fault.line}, column ${fault.column}. ${fault.message}` }])
  }
  return designFromValue(JSON.parse(json), migrations)
}

/** {@link parseDesign} for a value that is parsed already. The value is not changed. */
export function designFromValue(value: unknown, migrations: Migrations = MIGRATIONS): Result<Design> {
  const stranger = strangerProblem(value, ['schemaVersion'])
  if (stranger) return refuse([stranger])
  const document = value as JsonObject
  const early = [...sizeProblems(document), ...inspect(value, LIMITS.depth)]
  if (early.length > 0) return refuse(early)
  const migrated = migrate(document, migrations)
  if (!migrated.ok) return migrated
  const late = strangerProblem(migrated.value, ['topology'])
  if (late) return refuse([late])
  const sizes = sizeProblems(migrated.value)
  if (sizes.length > 0) return refuse(sizes)
  const checked = schemaParts().design.safeParse(migrated.value)
  if (!checked.success) return refuse(checked.error.issues.map(toProblem))
  return finish(checked.data as WrittenDesign)
}

function refuse(problems: readonly Problem[]): Result<never> {
  return { ok: false, problems: capped(problems) }
}

function isLongerThan(text: string, bytes: number): boolean {
  if (text.length > bytes) return true
  if (text.length * 3 <= bytes) return false
  let total = text.length
  for (let index = 0; index < text.length && total <= bytes; index += 1) {
    const unit = text.charCodeAt(index)
    // A surrogate pair is two units and four bytes, so each half counts one more; others above U+07FF count two more.
    if (unit >= 0x80) total += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2
  }
  return total > bytes
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Why `value` is not a design of ours at all: every one has these keys. */
function strangerProblem(value: unknown, keys: readonly string[]): Problem | undefined {
  const stranger = 'This is not a Topology Studio design:'
  if (!isObject(value)) return { path: '$', message: `${stranger} the document is ${show(value)}, not an object.` }
  const missing = keys.find((key) => !Object.hasOwn(value, key))
  return missing === undefined ? undefined : { path: '$', message: `${stranger} it has no ${missing}.` }
}

function sizeProblems({ topology }: JsonObject): readonly Problem[] {
  if (!isObject(topology)) return []
  return (['places', 'components', 'connections'] as const).flatMap((list) => {
    const elements = topology[list]
    if (!Array.isArray(elements) || elements.length <= LIMITS[list]) return []
    const message = `There are ${elements.length} ${list}. A design may have at most ${LIMITS[list]}.`
    return [{ path: jsonPath(['topology', list]), message }]
  })
}

interface Issue {
  readonly code?: string
  readonly path: readonly PropertyKey[]
  readonly message: string
}

function toProblem({ code, path, message }: Issue): Problem {
  const parts = path.map((part) => (typeof part === 'number' ? part : String(part)))
  if (code === 'invalid_key') {
    return {
      path: jsonPath(parts),
      message: `${show(parts.at(-1))} is not an id, so no element can be meant. Remove it.`,
    }
  }
  return { path: jsonPath(parts), message }
}

/** What the schema lets through: a design whose optional sections may be missing. */
type WrittenDesign = Omit<Design, 'title' | 'settings' | 'topology' | 'layout' | 'acknowledged' | 'story'> &
  Partial<Pick<Design, 'title' | 'settings' | 'layout' | 'acknowledged' | 'story'>> & {
    readonly topology: Partial<Topology>
  }

function finish(written: WrittenDesign): Result<Design> {
  const { places = [], components = [], connections = [] } = written.topology
  const problems: Problem[] = []
  const topology: Topology = {
    ...written.topology,
    places: places.map((place, index) => canonical(place, ['places', index], PLACE_KINDS[place.kind].fields, problems)),
    components: components.map((component, index) =>
      canonical(component, ['components', index], KINDS[component.kind].fields, problems),
    ),
    connections,
  }
  problems.push(...structureProblems(topology))
  if (problems.length > 0) return refuse(problems)
  return {
    ok: true,
    value: {
      ...written,
      title: written.title ?? written.name,
      settings: written.settings ?? {},
      topology,
      layout: mapValues(written.layout ?? {}, roundBox),
      acknowledged: written.acknowledged ?? [],
      story: written.story ?? [],
    },
  }
}

/** The element with its properties under their own keys. An alias that contradicts its key becomes a problem. */
function canonical<T extends Place | Component>(
  element: T,
  where: readonly PathPart[],
  fields: readonly Field[],
  problems: Problem[],
): T {
  const { properties } = element
  if (!properties) return element
  let renamed: Properties = properties
  for (const { key, aliases = [] } of fields) {
    for (const alias of aliases) {
      const { [alias]: value, ...others } = renamed
      if (value === undefined) continue
      if (Object.hasOwn(others, key) && JSON.stringify(others[key]) !== JSON.stringify(value)) {
        problems.push({
          path: jsonPath(['topology', ...where, 'properties', alias]),
          message: `${alias} is another name of ${key}, which has a different value. Keep one of them.`,
        })
      }
      renamed = { ...others, [key]: value }
    }
  }
  return renamed === properties ? element : { ...element, properties: renamed }
}

function mapValues<T, U>(object: { readonly [key: string]: T }, change: (value: T) => U): { [key: string]: U } {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]))
}
