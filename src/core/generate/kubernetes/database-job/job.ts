import type { Id } from '../../../model/design'
import type { Provenance } from '../../../serialize/traced-text'
import type { DatabaseTarget } from '../../../wiring/deployment'
import type { Release } from '../plan'

export type JobDbms = 'mysql' | 'mariadb' | 'postgresql' | 'mssql'

/** A Job that fills one drawn database with WSO2's tables, from a cluster whose servers open it. */
export interface DatabaseJob {
  readonly id: Id
  readonly name: string
  readonly path: string
  readonly namespace: string
  readonly dbms: JobDbms
  readonly release: Release
  /** Shared first, as WSO2's scripts are run. */
  readonly targets: readonly DatabaseTarget[]
  /** Number of this datacenter and of all, where databases replicate both ways. */
  readonly datacenter?: { readonly number: number; readonly count: number }
  readonly because: Provenance
}
