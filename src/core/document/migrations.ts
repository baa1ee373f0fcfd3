import { type JsonValue, type Result, SCHEMA_VERSION } from '../model/design'

export type JsonObject = { readonly [key: string]: JsonValue }

/**
 * Brings a document of one version to the next. Pure; it meets documents that nothing has checked yet, so it passes on
 * what it does not understand and never throws. `schemaVersion` is set for it.
 */
export type Migration = (document: JsonObject) => JsonObject

/** The migration from version n stands under n. Version 1 is the first, so there is none yet. */
export type Migrations = Readonly<Record<number, Migration>>

export const MIGRATIONS: Migrations = {}

/**
 * The document at the current version. Refused: no version, a version newer than this program knows, and one that no
 * chain of migrations leads from.
 */
export function migrate(document: JsonObject, migrations: Migrations = MIGRATIONS): Result<JsonObject> {
  const version = document.schemaVersion
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 0) {
    return refuse(`schemaVersion must be a whole number. This program writes ${SCHEMA_VERSION}.`)
  }
  if (version > SCHEMA_VERSION) {
    return refuse(
      `The file is of schema version ${version}, newer than version ${SCHEMA_VERSION} that this program reads. Open it with a newer Topology Studio.`,
    )
  }
  let current = document
  for (let step = version; step < SCHEMA_VERSION; step += 1) {
    const migration = migrations[step]
    if (!migration) return refuse(`There is no way from schema version ${step} to ${step + 1}. The first version is 1.`)
    current = { ...migration(current), schemaVersion: step + 1 }
  }
  return { ok: true, value: current }
}

function refuse(message: string): Result<never> {
  return { ok: false, problems: [{ path: '$.schemaVersion', message }] }
}
