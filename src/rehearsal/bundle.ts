import type { PurposeId, SchemaName } from '../core/model/design'
import type { Instance } from '../core/wiring/deployment'
import type { JdbcTarget } from './formats/jdbc'
import type { Endpoint, Source } from './formats/source'

/** One server's own files. */
export interface ReadServer {
  readonly instance: Instance
  readonly file: string
  /** Names by which it is reached, and ports by what they are for. */
  readonly names: readonly string[]
  readonly offset: number
  /** What it calls itself towards clients, and the port of that where it is another than its own. */
  readonly publicNames: readonly { readonly host: string; readonly port: number | undefined; readonly source: Source }[]
  readonly dials: readonly Dial[]
  readonly databases: Readonly<Partial<Record<SchemaName, JdbcTarget>>>
  readonly servesApis: boolean
  /** It keeps its counts in a store that Traffic Managers share. */
  readonly sharesCounts: boolean
  /** Analytics leave it. */
  readonly reports: boolean
  /** Addresses at which people are told to call the gateways, and where it finds them itself. */
  readonly environments: readonly Endpoint[]
}

/** Something that a server opens. */
export interface Dial {
  readonly purpose: PurposeId
  readonly to: Endpoint
  /** A second address of the same server that the purpose needs as well, such as that of the sign-in. */
  readonly also?: Endpoint
}
