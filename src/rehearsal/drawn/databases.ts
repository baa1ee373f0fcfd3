import { effectiveSettings } from '../../core/document/settings'
import { flagOf, listOf, numberOf, textOf } from '../../core/kinds/properties'
import { DBMS_IDS, type DbmsId, type Design, SCHEMA_NAMES } from '../../core/model/design'
import type { Database, DatabaseMode, Instance } from '../../core/wiring/deployment'
import { compare } from './instances'

/** Source: each system's own default. */
export const DATABASE_PORTS: Readonly<Record<DbmsId, number>> = {
  mysql: 3306,
  mariadb: 3306,
  postgresql: 5432,
  oracle: 1521,
  mssql: 1433,
  db2: 50000,
  h2: 9092,
}

const MODES: readonly DatabaseMode[] = ['single', 'manual', 'auto', 'quorum', 'multiwriter', 'managed', 'geo']

/** Databases as they are drawn: how they fail over and what they hold stands in no file of a bundle. */
export function databasesOf(design: Design, instances: readonly Instance[]): readonly Database[] {
  const usual = effectiveSettings(design).dbms
  return instances
    .filter(({ kind, ordinal }) => kind === 'database' && ordinal === 1)
    .map((instance): Database => {
      const { component } = instance
      const members = membersOf(instance, instances)
      const managed = flagOf(component, 'managed') ?? (members.length > 0 && members.every((member) => member.managed))
      const dbms = DBMS_IDS.find((id) => id === textOf(component, 'dbms')) ?? usual
      const said = listOf(component, 'schemas')
      const quorum = numberOf(component, 'quorum') ?? 0
      return {
        component,
        instance,
        dbms,
        mode:
          MODES.find((mode) => mode === textOf(component, 'mode')) ??
          (managed ? 'managed' : members.length > 1 ? 'manual' : 'single'),
        schemas: SCHEMA_NAMES.filter((schema) => said?.includes(schema) ?? true),
        managed,
        multiAz: flagOf(component, 'multiAz'),
        members,
        needed: quorum >= 1 && quorum <= members.length ? quorum : Math.floor(members.length / 2) + 1,
        host: textOf(component, 'hostname') ?? members[0]?.hostname ?? instance.hostname,
        port: numberOf(component, 'port') ?? DATABASE_PORTS[dbms],
      }
    })
}

/** Its servers, the primary first. */
function membersOf({ component }: Instance, instances: readonly Instance[]): readonly Instance[] {
  const listed = listOf(component, 'members') ?? []
  const rank = (node: Instance) => {
    const at = listed.indexOf(node.component.id)
    return flagOf(node.component, 'primary') === true ? -1 : at < 0 ? listed.length : at
  }
  return instances
    .filter(
      (node) =>
        node.kind === 'database-node' &&
        (textOf(node.component, 'database') === component.id || listed.includes(node.component.id)),
    )
    .sort((a, b) => rank(a) - rank(b) || compare(a.id, b.id))
}
