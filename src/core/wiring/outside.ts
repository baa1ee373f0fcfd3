import { servicePortOf } from '../kinds/ports'
import { numberOf, textOf } from '../kinds/properties'
import type { DbmsId } from '../model/design'
import type { Instance } from './deployment'

/** Usual ports of database systems. */
export const DATABASE_PORT: Readonly<Record<DbmsId, number>> = {
  mysql: 3306,
  mariadb: 3306,
  postgresql: 5432,
  oracle: 1521,
  mssql: 1433,
  db2: 50000,
  h2: 9092,
}

/** What collects traces, by the product that is drawn: its name in the configuration, and its usual port. */
export const TRACERS: Readonly<Record<string, { readonly name: string; readonly port: number }>> = {
  otel: { name: 'otlp', port: 4317 },
  jaeger: { name: 'jaeger', port: 14250 },
  zipkin: { name: 'zipkin', port: 9411 },
}

/** Servers send traces there by an address of their file. Metrics and logs are fetched from them, which no file of theirs says. */
export function isTracer({ kind, component }: Instance): boolean {
  return kind === 'observability' && (textOf(component, 'product') ?? '') in TRACERS
}

/**
 * Port of a service that is no server of API Manager: what the drawing says, else the usual one of its kind and product.
 * `dbms` is the database system of the design, for users that are kept in a database.
 */
export function outsidePort({ component, kind }: Instance, dbms: DbmsId): number {
  const said = numberOf(component, 'port')
  if (said !== undefined) return said
  if (kind === 'user-store' && textOf(component, 'type') === 'jdbc') return DATABASE_PORT[dbms]
  const tracer = kind === 'observability' ? TRACERS[textOf(component, 'product') ?? ''] : undefined
  return tracer?.port ?? servicePortOf(kind)
}
