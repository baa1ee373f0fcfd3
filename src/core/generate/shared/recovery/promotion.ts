import type { DbmsId } from '../../../model/design'

/** How a copy of a database becomes the one that is written, and how to see how far it is behind. */
export interface Promotion {
  /** Asked at the copy while it is one. */
  readonly lag: string
  /** Run at the copy, or where the system's own tool runs. */
  readonly promote: readonly string[]
}

/**
 * Source: the manuals of the systems: PostgreSQL, recovery control functions; MySQL and MariaDB, replication statements;
 * Oracle Data Guard broker; SQL Server, forced fail-over of an availability group; Db2, HADR takeover.
 */
export const PROMOTION: Readonly<Partial<Record<DbmsId, Promotion>>> = {
  postgresql: {
    lag: 'SELECT now() - pg_last_xact_replay_timestamp();',
    promote: ['SELECT pg_promote();'],
  },
  mysql: {
    lag: 'SHOW REPLICA STATUS;',
    promote: [
      'STOP REPLICA;',
      'RESET REPLICA ALL;',
      'SET GLOBAL super_read_only = OFF;',
      'SET GLOBAL read_only = OFF;',
    ],
  },
  mariadb: {
    lag: 'SHOW SLAVE STATUS;',
    promote: ['STOP SLAVE;', 'RESET SLAVE ALL;', 'SET GLOBAL read_only = OFF;'],
  },
  oracle: {
    lag: "SELECT value FROM v$dataguard_stats WHERE name = 'apply lag';",
    promote: ['-- In dgmgrl, connected to the copy: FAILOVER TO name-of-the-copy;'],
  },
  mssql: {
    lag: 'SELECT secondary_lag_seconds FROM sys.dm_hadr_database_replica_states;',
    promote: ['ALTER AVAILABILITY GROUP name_of_the_group FORCE_FAILOVER_ALLOW_DATA_LOSS;'],
  },
  db2: {
    lag: '-- db2pd -db NAME -hadr: STANDBY_REPLAY_DELAY and the log positions',
    promote: ['-- For each database: db2 takeover hadr on db NAME by force'],
  },
}
