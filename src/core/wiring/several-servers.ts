import type { DbmsId } from '../model/design'
import type { Database, DatabaseMode } from './deployment'

/** Modes in which another server takes over by itself, one of them taking the writes at a time. */
const ONE_WRITER: readonly DatabaseMode[] = ['auto', 'quorum', 'managed']
const EVERY_WRITER: readonly DatabaseMode[] = ['multiwriter']

interface Several {
  /** Modes in which a JDBC URL with all servers finds one that takes writes. */
  readonly modes: readonly DatabaseMode[]
  readonly source: string
}

/**
 * Where a JDBC URL takes several servers, so that it holds all of a database that has no name of its own; the form of the
 * URL stands with each system's driver in `generate/shared/jdbc.ts`. Elsewhere the URL names one server, and DB-18 says so.
 */
const SEVERAL: Readonly<Record<DbmsId, Several>> = {
  mysql: {
    modes: EVERY_WRITER,
    source:
      'Connector/J, "Configuring Server Failover": hosts are tried in order, and none is asked whether it takes writes',
  },
  mariadb: {
    modes: EVERY_WRITER,
    source: 'MariaDB Connector/J, "Failover and High Availability": sequential is for servers that are all primary',
  },
  postgresql: {
    modes: [...ONE_WRITER, ...EVERY_WRITER],
    source: 'pgJDBC, "Connection Fail-over": targetServerType=primary passes servers over that take no writes',
  },
  oracle: {
    modes: [...ONE_WRITER, ...EVERY_WRITER],
    source:
      'Oracle Net Services Reference, ADDRESS_LIST and FAILOVER: an address that does not offer the service is passed over',
  },
  mssql: {
    modes: [],
    source:
      'Microsoft JDBC driver: failoverPartner is for database mirroring; an availability group has a listener name',
  },
  db2: {
    modes: [...ONE_WRITER, ...EVERY_WRITER],
    source:
      'Db2, "Automatic client reroute for Java clients": clientRerouteAlternateServerName; a standby refuses connections',
  },
  h2: { modes: [], source: 'embedded in each server' },
}

/** All servers of a database stand in one JDBC URL. */
export function takesSeveral({ dbms, mode, members }: Database): boolean {
  return members.length > 1 && SEVERAL[dbms].modes.includes(mode)
}
