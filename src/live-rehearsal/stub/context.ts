import type { Publisher } from './data-bridge'
import type { Databases } from './databases'
import type { Identity } from './identity'
import type { Broker } from './jms'
import type { Settings } from './settings'

/** What the parts of one server share. */
export interface Context {
  /** Name of its machine: what an API's endpoint for this gateway is found by. */
  readonly name: string
  readonly settings: Settings
  readonly identity: Identity
  readonly databases: Databases
  readonly broker: Broker
  /** To the event hub's receivers: `apim.event_hub.publish`. */
  readonly events: Publisher
}
