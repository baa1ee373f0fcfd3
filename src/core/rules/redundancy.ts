import { embeddedDatabase } from './db-01-embedded-database'
import { singleDatabase } from './db-02-single-database'
import { manualFailover } from './db-03-manual-failover'
import { gatewayHearsNoEvents } from './ev-01-gateway-hears-no-events'
import { brokerNotListed } from './ev-02-broker-not-listed'
import { eventPublishingMissing } from './ev-04-event-publishing-missing'
import { eventCopyMissing } from './ev-05-event-copy-missing'
import { singleGateway } from './ha-01-single-gateway'
import { singleKeyManager } from './ha-02-single-key-manager'
import { singleTrafficManager } from './ha-04-single-traffic-manager'
import { tooManyControlPlanes } from './ha-05-too-many-control-planes'
import { entryIsSingle } from './lb-01-entry-is-single'
import { sharedMachine } from './pl-01-shared-machine'
import { sharedZone } from './pl-02-shared-zone'
import type { Rule } from './rule'
import { trafficManagerNotListed } from './tm-01-traffic-manager-not-listed'
import { decisionCopyMissing } from './tm-02-decision-copy-missing'

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
