import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDesign } from '../../core/document/codec'
import { APIM_VERSIONS, type Design } from '../../core/model/design'
import { PATTERNS } from '../../core/patterns'
import { fromNotation } from '../../core/testing/notation'
import { REFERENCES } from '../../core/testing/references'

/** Drawings that are rehearsed, by name. */
export type Drawings = readonly (readonly [name: string, design: Design])[]

export const templates: Drawings = PATTERNS.flatMap((pattern) =>
  APIM_VERSIONS.map((version) => [`${pattern.id} on ${version}`, pattern.template(version)] as const),
)

export const references: Drawings = REFERENCES.map(({ id, text, apimVersion, production, tokens }) => [
  id,
  fromNotation(text, { apimVersion, settings: { production, tokens } }),
])

const FOLDER = join(import.meta.dirname, '../../core/testing/cases')

/** Small drawings that each show a fault that was there. */
export const cases: Drawings = readdirSync(FOLDER).map((file) => {
  const read = parseDesign(readFileSync(join(FOLDER, file), 'utf8'))
  if (!read.ok) throw new Error(`${file}: ${read.problems[0]?.message}`)
  return [file, read.value]
})
