import { effectiveSettings } from '../document/settings'
import { flagOf, listOf, numberOf, textOf } from '../kinds/properties'
import type { Component, Design } from '../model/design'
import { DBMS_IDS, SCHEMA_NAMES } from '../model/design'
import type { Database, DatabaseMode, Instance } from './deployment'
import { compareIds, sorted } from './graph'
import { DATABASE_PORT } from './outside'

const MODES: readonly DatabaseMode[] = ['single', 'manual', 'auto', 'quorum', 'multiwriter', 'managed', 'geo']

/** Databases with their members: nodes that name them, or that they list, primary first. */
export function resolveDatabases(design: Design, instances: readonly Instance[]): Database[] {
  const fallback = effectiveSettings(design).dbms
  return sorted(instances.filter((instance) => instance.kind === 'database' && instance.ordinal === 1)).map(
    (instance) => {
      const component = instance.component
      const members = membersOf(component, instances)
      const managed = flagOf(component, 'managed') ?? (members.length > 0 && members.every((member) => member.managed))
      const dbms = DBMS_IDS.find((id) => id === textOf(component, 'dbms')) ?? fallback
      const schemas = SCHEMA_NAMES.filter((name) => listOf(component, 'schemas')?.includes(name) ?? true)
      return {
        component,
        instance,
        dbms,
        mode: modeOf(component, managed, members.length),
        schemas,
        managed,
        multiAz:
          flagOf(component, 'multiAz') ??
          members.map((member) => flagOf(member.component, 'multiAz')).find((said) => said !== undefined),
        members,
        needed: neededOf(component, members.length),
        host: textOf(component, 'hostname') ?? members[0]?.hostname ?? instance.hostname,
        port: numberOf(component, 'port') ?? DATABASE_PORT[dbms],
      }
    },
  )
}

/** More than there are cannot be needed: then a majority (GEN-05 says so). */
function neededOf(database: Component, count: number): number {
  const said = numberOf(database, 'quorum')
  return said !== undefined && said >= 1 && said <= count ? said : Math.floor(count / 2) + 1
}

function membersOf(database: Component, instances: readonly Instance[]): readonly Instance[] {
  const listed = listOf(database, 'members') ?? []
  const rank = (instance: Instance) => {
    if (flagOf(instance.component, 'primary') === true) return -1
    const at = listed.indexOf(instance.component.id)
    return at < 0 ? listed.length : at
  }
  return instances
    .filter(
      (instance) =>
        instance.kind === 'database-node' &&
        (textOf(instance.component, 'database') === database.id || listed.includes(instance.component.id)),
    )
    .sort((a, b) => rank(a) - rank(b) || compareIds(a.id, b.id))
}

function modeOf(component: Component, managed: boolean, members: number): DatabaseMode {
  const said = MODES.find((mode) => mode === textOf(component, 'mode'))
  if (said) return said
  if (managed) return 'managed'
  return members > 1 ? 'manual' : 'single'
}

export function databaseOf(end: Instance, databases: readonly Database[]): Database | undefined {
  return databases.find(
    (database) => database.component.id === end.component.id || database.members.some((member) => member.id === end.id),
  )
}

/** Both say where they are, and no part of the database is in the datacenter of the instance. */
export function isFar({ datacenter }: Instance, { members, instance: whole }: Database): boolean {
  const places = (members.length > 0 ? members : [whole]).flatMap((part) => part.datacenter ?? [])
  return datacenter !== undefined && places.length > 0 && !places.includes(datacenter)
}
