import type { Target } from './lines'

const URL_OF_PRODUCT = /^(tcp|ssl):\/\/([^:/?]+):(\d+)/

/** `tcp://acp1.example.com:5672`, as lists of brokers and receivers write it. */
export function targetOf(url: string): Target {
  const [, scheme, host, port] = URL_OF_PRODUCT.exec(url) ?? []
  if (!host || !port) throw new Error(`not an address that the product reads: ${url}`)
  return { host, port: Number(port), tls: scheme === 'ssl' }
}

const JDBC = /^jdbc:(mysql|postgresql):\/\/([^/]+)\/([^?;]+)/
const DEFAULT_PORTS: Readonly<Record<string, number>> = { mysql: 3306, postgresql: 5432 }

export interface JdbcTarget {
  readonly servers: readonly Target[]
  readonly schema: string
}

/** Servers of a JDBC URL in the order in which the driver tries them, and the database on them. */
export function jdbcTarget(url: string): JdbcTarget {
  const [, dbms = '', servers, schema] = JDBC.exec(url) ?? []
  if (!servers || !schema) throw new Error(`not a JDBC URL that the rehearsal reads: ${url}`)
  return {
    schema,
    servers: servers.split(',').map((server) => {
      const [host = '', port] = server.split(':')
      return { host, port: Number(port ?? DEFAULT_PORTS[dbms]), tls: false }
    }),
  }
}

/** `https://cp.example.com/services/` is the place of `https://cp.example.com/internal/data/v1`, too. */
export function rootOf(serviceUrl: string): string {
  return new URL(serviceUrl).origin
}
