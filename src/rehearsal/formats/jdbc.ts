import { type Endpoint, endpointOf, type Source } from './source'

/** Where a JDBC URL leads: to servers, in the order in which they are tried, or into a file of its own (`embedded`, H2). */
export type JdbcTarget =
  | { readonly embedded: true }
  | { readonly embedded: false; readonly endpoints: readonly Endpoint[] }

/**
 * Source: manuals of the drivers: MySQL, MariaDB and PostgreSQL list servers by commas; Oracle's thin form and its
 * descriptions; Db2's alternate servers; SQL Server's list of properties.
 */
export function jdbcTarget(url: string, source: Source): JdbcTarget {
  if (url.startsWith('jdbc:h2:.')) return { embedded: true }
  return { embedded: false, endpoints: [...described(url, source), ...listed(url, source), ...alternates(url, source)] }
}

function described(url: string, source: Source): readonly Endpoint[] {
  return [...url.matchAll(/\(HOST=([^)]+)\)\(PORT=(\d+)\)/g)].map(([, host = '', port]) => ({
    host,
    port: Number(port),
    source,
  }))
}

function listed(url: string, source: Source): readonly Endpoint[] {
  const [, servers = ''] =
    /^jdbc:(?:oracle:thin:@(?:\/\/)?|[a-z0-9]+:(?:[a-z]+:)?\/\/)([A-Za-z0-9.,:-]+)/.exec(url) ?? []
  return servers.split(',').flatMap((server) => endpointOf(`sql://${server}`, source) ?? [])
}

function alternates(url: string, source: Source): readonly Endpoint[] {
  const names = /clientRerouteAlternateServerName=([^;]+)/.exec(url)?.[1]?.split(',') ?? []
  const ports = /clientRerouteAlternatePortNumber=([^;]+)/.exec(url)?.[1]?.split(',') ?? []
  return names.map((host, at) => ({ host, port: Number(ports[at]), source }))
}
