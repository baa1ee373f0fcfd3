import { embeddedDatabase } from './db-01-embedded-database'
import { singleDatabase } from './db-02-single-database'
import { manualFailover } from './db-03-manual-failover'
import { gatewayOnApimDb } from './db-04-gateway-on-apim-db'
import { gatewayOnSharedDb } from './db-05-gateway-on-shared-db'
import { tenantsNeedSharedDb } from './db-06-tenants-need-shared-db'
import { splitDatabases } from './db-09-split-databases'
import { neverTalk } from './edge-01-never-talk'
import { gatewayHearsNoEvents } from './ev-01-gateway-hears-no-events'
import { brokerNotListed } from './ev-02-broker-not-listed'
import { eventPublishingMissing } from './ev-04-event-publishing-missing'
import { eventCopyMissing } from './ev-05-event-copy-missing'
import { eventCopyToItself } from './ev-06-event-copy-to-itself'
import { trafficManagerCutOff } from './ev-09-traffic-manager-cut-off'
import { revocationsNotSent } from './ev-10-revocations-not-sent'
import { orphan } from './gen-01-orphan'
import { danglingReference } from './gen-03-dangling-reference'
import { mandatoryLinkMissing } from './gen-04-mandatory-link-missing'
import { singleGateway } from './ha-01-single-gateway'
import { singleKeyManager } from './ha-02-single-key-manager'
import { singleControlPlane } from './ha-03-single-control-plane'
import { singleTrafficManager } from './ha-04-single-traffic-manager'
import { tooManyControlPlanes } from './ha-05-too-many-control-planes'
import { tooManyTrafficManagers } from './ha-06-too-many-traffic-managers'
import { replicatedPair } from './ha-12-replicated-pair'
import { opaqueTokensOnOneKeyManager } from './km-01-opaque-tokens-on-one-key-manager'
import { entryIsSingle } from './lb-01-entry-is-single'
import { pairSharesDomain } from './lb-02-pair-shares-domain'
import { managementEntryIsSingle } from './lb-03-management-entry-is-single'
import { gatewaysWithoutEntry } from './lb-04-gateways-without-entry'
import { brokerThroughBalancer } from './lb-07-broker-through-balancer'
import { regionsShareOneDatabase } from './mdc-02-regions-share-one-database'
import { regionsNotTold } from './mdc-03-regions-not-told'
import { limitsPerRegion } from './mdc-06-limits-per-region'
import { regionWithoutControlPlane } from './mdc-09-region-without-control-plane'
import { noAutomaticSwitch } from './mdc-10-no-automatic-switch'
import { sharedMachine } from './pl-01-shared-machine'
import { sharedZone } from './pl-02-shared-zone'
import { loneMemberInZone } from './pl-03-lone-member-in-zone'
import { portCollision } from './pl-07-port-collision'
import type { Rule } from './rule'
import { backendBypass } from './sec-12-backend-bypass'
import { trafficManagerNotListed } from './tm-01-traffic-manager-not-listed'
import { decisionCopyMissing } from './tm-02-decision-copy-missing'
import { remoteTrafficManager } from './tm-07-remote-traffic-manager'

/** Every rule, by family and number. A test compares this list with the folder. */
export const RULES: readonly Rule[] = [
  embeddedDatabase,
  singleDatabase,
  manualFailover,
  gatewayOnApimDb,
  gatewayOnSharedDb,
  tenantsNeedSharedDb,
  splitDatabases,
  neverTalk,
  gatewayHearsNoEvents,
  brokerNotListed,
  eventPublishingMissing,
  eventCopyMissing,
  eventCopyToItself,
  trafficManagerCutOff,
  revocationsNotSent,
  orphan,
  danglingReference,
  mandatoryLinkMissing,
  singleGateway,
  singleKeyManager,
  singleControlPlane,
  singleTrafficManager,
  tooManyControlPlanes,
  tooManyTrafficManagers,
  replicatedPair,
  opaqueTokensOnOneKeyManager,
  entryIsSingle,
  pairSharesDomain,
  managementEntryIsSingle,
  gatewaysWithoutEntry,
  brokerThroughBalancer,
  regionsShareOneDatabase,
  regionsNotTold,
  limitsPerRegion,
  regionWithoutControlPlane,
  noAutomaticSwitch,
  sharedMachine,
  sharedZone,
  loneMemberInZone,
  portCollision,
  backendBypass,
  trafficManagerNotListed,
  decisionCopyMissing,
  remoteTrafficManager,
]
