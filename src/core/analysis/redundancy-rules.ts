import { embeddedDatabase } from '../rules/db-01-embedded-database'
import { singleDatabase } from '../rules/db-02-single-database'
import { manualFailover } from '../rules/db-03-manual-failover'
import { gatewayHearsNoEvents } from '../rules/ev-01-gateway-hears-no-events'
import { brokerNotListed } from '../rules/ev-02-broker-not-listed'
import { eventPublishingMissing } from '../rules/ev-04-event-publishing-missing'
import { eventCopyMissing } from '../rules/ev-05-event-copy-missing'
import { singleGateway } from '../rules/ha-01-single-gateway'
import { singleKeyManager } from '../rules/ha-02-single-key-manager'
import { singleTrafficManager } from '../rules/ha-04-single-traffic-manager'
import { tooManyControlPlanes } from '../rules/ha-05-too-many-control-planes'
import { entryIsSingle } from '../rules/lb-01-entry-is-single'
import { sharedMachine } from '../rules/pl-01-shared-machine'
import { sharedZone } from '../rules/pl-02-shared-zone'
import type { Rule } from '../rules/support/rule'
import { trafficManagerNotListed } from '../rules/tm-01-traffic-manager-not-listed'
import { decisionCopyMissing } from '../rules/tm-02-decision-copy-missing'

/** Rules that the level `ha` of a pattern rests on. */
export const REDUNDANCY_RULES: readonly Rule[] = [
  embeddedDatabase,
  singleDatabase,
  manualFailover,
  gatewayHearsNoEvents,
  brokerNotListed,
  eventPublishingMissing,
  eventCopyMissing,
  singleGateway,
  singleKeyManager,

  singleTrafficManager,
  tooManyControlPlanes,
  entryIsSingle,
  sharedMachine,
  sharedZone,
  trafficManagerNotListed,
  decisionCopyMissing,
]
