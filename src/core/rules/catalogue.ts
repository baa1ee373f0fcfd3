import { leadsToItself } from './cfg-02-leads-to-itself'
import { userStoresDiffer } from './cfg-05-user-stores-differ'
import { foldersNotShared } from './cfg-07-folders-not-shared'
import { smallHeap } from './cfg-09-small-heap'
import { oneNodeDialled } from './cfg-10-one-node-dialled'
import { unsupportedJava } from './cfg-11-unsupported-java'
import { drawnNeverDialled } from './cfg-12-drawn-never-dialled'
import { userStoreWithoutType } from './cfg-13-user-store-without-type'
import { firewallHasNoName } from './cfg-14-firewall-has-no-name'
import { embeddedDatabase } from './db-01-embedded-database'
import { singleDatabase } from './db-02-single-database'
import { manualFailover } from './db-03-manual-failover'
import { gatewayOnApimDb } from './db-04-gateway-on-apim-db'
import { gatewayOnSharedDb } from './db-05-gateway-on-shared-db'
import { tenantsNeedSharedDb } from './db-06-tenants-need-shared-db'
import { writesSpread } from './db-07-writes-spread'
import { tablesWithoutKeys } from './db-08-tables-without-keys'
import { splitDatabases } from './db-09-split-databases'
import { databaseFarAway } from './db-10-database-far-away'
import { databaseNotTested } from './db-12-database-not-tested'
import { tooFewConnections } from './db-13-too-few-connections'
import { dataCannotBeRestored } from './db-14-data-cannot-be-restored'
import { schemasShareAName } from './db-17-schemas-share-a-name'
import { oneServerNamed } from './db-18-one-server-named'
import { databasesBehindOneAddress } from './db-19-databases-behind-one-address'
import { neverTalk } from './edge-01-never-talk'
import { gatewayHearsNoEvents } from './ev-01-gateway-hears-no-events'
import { brokerNotListed } from './ev-02-broker-not-listed'
import { eventPublishingMissing } from './ev-04-event-publishing-missing'
import { eventCopyMissing } from './ev-05-event-copy-missing'
import { eventCopyToItself } from './ev-06-event-copy-to-itself'
import { copiesToSeveral } from './ev-07-copies-to-several'
import { webhooksNotCopied } from './ev-08-webhooks-not-copied'
import { trafficManagerCutOff } from './ev-09-traffic-manager-cut-off'
import { revocationsNotSent } from './ev-10-revocations-not-sent'
import { eventsInClearText } from './ev-11-events-in-clear-text'
import { labelWithoutEnvironment } from './ev-12-label-without-environment'
import { gatewayIdTwice } from './ev-13-gateway-id-twice'
import { orphan } from './gen-01-orphan'
import { danglingReference } from './gen-03-dangling-reference'
import { mandatoryLinkMissing } from './gen-04-mandatory-link-missing'
import { contradictoryFacts } from './gen-05-contradictory-facts'
import { notInThisVersion } from './gen-06-not-in-this-version'
import { noControlPlane } from './gen-07-no-control-plane'
import { singleGateway } from './ha-01-single-gateway'
import { singleKeyManager } from './ha-02-single-key-manager'
import { singleControlPlane } from './ha-03-single-control-plane'
import { singleTrafficManager } from './ha-04-single-traffic-manager'
import { tooManyControlPlanes } from './ha-05-too-many-control-planes'
import { tooManyTrafficManagers } from './ha-06-too-many-traffic-managers'
import { zoneLossOverloads } from './ha-07-zone-loss-overloads'
import { tooManyGatewaysPerPair } from './ha-08-too-many-gateways-per-pair'
import { startInBatches } from './ha-09-start-in-batches'
import { tooFewValidateTokens } from './ha-10-too-few-validate-tokens'
import { singleUserStore } from './ha-11-single-user-store'
import { replicatedPair } from './ha-12-replicated-pair'
import { replicasOfAPair } from './k8s-01-replicas-of-a-pair'
import { autoscalerLeavesOne } from './k8s-02-autoscaler-leaves-one'
import { clusterEntryIsOne } from './k8s-08-cluster-entry-is-one'
import { digestsDiffer } from './k8s-13-digests-differ'
import { namesTooLong } from './k8s-14-names-too-long'
import { offsetsInPods } from './k8s-15-offsets-in-pods'
import { jdbcUsersInPods } from './k8s-16-jdbc-users-in-pods'
import { moreThanChartsRun } from './k8s-17-more-than-charts-run'
import { clusterTooOld } from './k8s-18-cluster-too-old'
import { analyticsLeftOut } from './k8s-19-analytics-left-out'
import { podsDrawnUnalike } from './k8s-20-pods-drawn-unalike'
import { identityServerNotNamed } from './k8s-21-identity-server-not-named'
import { pairInTwoReleases } from './k8s-22-pair-in-two-releases'
import { opaqueTokensOnOneKeyManager } from './km-01-opaque-tokens-on-one-key-manager'
import { singleOutsideKeyManager } from './km-02-single-outside-key-manager'
import { keysFetchedFromOutside } from './km-03-keys-fetched-from-outside'
import { keyManagerApart } from './km-06-key-manager-apart'
import { tokensLiveLong } from './km-07-tokens-live-long'
import { twoNamesForOneIssuer } from './km-08-two-names-for-one-issuer'
import { controlPlaneAskedInstead } from './km-09-control-plane-asked-instead'
import { identityServerTooNew } from './km-10-identity-server-too-new'
import { noKeyManager } from './km-11-no-key-manager'
import { issuersDiffer } from './km-12-issuers-differ'
import { entryIsSingle } from './lb-01-entry-is-single'
import { pairSharesDomain } from './lb-02-pair-shares-domain'
import { managementEntryIsSingle } from './lb-03-management-entry-is-single'
import { gatewaysWithoutEntry } from './lb-04-gateways-without-entry'
import { portalsWithoutStickySessions } from './lb-05-portals-without-sticky-sessions'
import { stickyApiCalls } from './lb-06-sticky-api-calls'
import { brokerThroughBalancer } from './lb-07-broker-through-balancer'
import { healthCheckSeesAPort } from './lb-08-health-check-sees-a-port'
import { headersTooSmall } from './lb-09-headers-too-small'
import { streamingCannotEnter } from './lb-10-streaming-cannot-enter'
import { addressLeadsElsewhere } from './lb-12-address-leads-elsewhere'
import { environmentsShareAddress } from './lb-13-environments-share-address'
import { oneNameTwoAddresses } from './lb-14-one-name-two-addresses'
import { callsInACircle } from './lb-15-calls-in-a-circle'
import { nothingMovesTheName } from './lb-16-nothing-moves-the-name'
import { replicationNotTested } from './mdc-01-replication-not-tested'
import { regionsShareOneDatabase } from './mdc-02-regions-share-one-database'
import { regionsNotTold } from './mdc-03-regions-not-told'
import { keysCollide } from './mdc-05-keys-collide'
import { limitsPerRegion } from './mdc-06-limits-per-region'
import { tenantsInSubRegion } from './mdc-08-tenants-in-sub-region'
import { regionWithoutControlPlane } from './mdc-09-region-without-control-plane'
import { noAutomaticSwitch } from './mdc-10-no-automatic-switch'
import { userStoresPerRegion } from './mdc-14-user-stores-per-region'
import { databaseInAnotherDatacenter } from './mdc-15-database-in-another-datacenter'
import { opaqueTokensBetweenRegions } from './mdc-16-opaque-tokens-between-regions'
import { centreIsWeak } from './mdc-17-centre-is-weak'
import { deployedTwice } from './mdc-19-deployed-twice'
import { datacenterLossOverloads } from './mdc-20-datacenter-loss-overloads'
import { mixedApproaches } from './mdc-21-mixed-approaches'
import { dataNotCopied } from './mdc-23-data-not-copied'
import { noDatacenterWorks } from './mdc-24-no-datacenter-works'
import { standbyNeverRehearsed } from './ops-02-standby-never-rehearsed'
import { sharedMachine } from './pl-01-shared-machine'
import { sharedZone } from './pl-02-shared-zone'
import { loneMemberInZone } from './pl-03-lone-member-in-zone'
import { machineInTwoZones } from './pl-04-machine-in-two-zones'
import { zoneTakesMajority } from './pl-05-zone-takes-majority'
import { placeUnknown } from './pl-06-place-unknown'
import { portCollision } from './pl-07-port-collision'
import { entranceInOneDatacenter } from './pl-08-entrance-in-one-datacenter'
import { managementBesideApiCalls } from './sec-01-management-beside-api-calls'
import { allInOneExposed } from './sec-02-all-in-one-exposed'
import { databaseOpenedFromOutside } from './sec-03-database-opened-from-outside'
import { internalPortsPublic } from './sec-04-internal-ports-public'
import { callsInClearText } from './sec-05-calls-in-clear-text'
import { noApplicationFirewall } from './sec-10-no-application-firewall'
import { backendBypass } from './sec-12-backend-bypass'
import { serversRunAsRoot } from './sec-13-servers-run-as-root'
import type { Rule } from './support/rule'
import { tooFewGateways } from './sz-01-too-few-gateways'
import { tooManyEvents } from './sz-02-too-many-events'
import { tooManyTokenRequests } from './sz-03-too-many-token-requests'
import { smallMachine } from './sz-04-small-machine'
import { allInOnesBeyondPlan } from './sz-05-all-in-ones-beyond-plan'
import { trafficManagerNotListed } from './tm-01-traffic-manager-not-listed'
import { decisionCopyMissing } from './tm-02-decision-copy-missing'
import { countsSplit } from './tm-03-counts-split'
import { redisCluster } from './tm-04-redis-cluster'
import { singleRedis } from './tm-05-single-redis'
import { limitsPerGateway } from './tm-06-limits-per-gateway'
import { remoteTrafficManager } from './tm-07-remote-traffic-manager'
import { distributedThrottlingImpossible } from './tm-12-distributed-throttling-impossible'
import { noTrafficManager } from './tm-13-no-traffic-manager'

/** Every rule, by family and number. A test compares this list with the folder. */
export const RULES: readonly Rule[] = [
  leadsToItself,
  userStoresDiffer,
  foldersNotShared,
  smallHeap,
  oneNodeDialled,
  unsupportedJava,
  drawnNeverDialled,
  userStoreWithoutType,
  firewallHasNoName,
  embeddedDatabase,
  singleDatabase,
  manualFailover,
  gatewayOnApimDb,
  gatewayOnSharedDb,
  tenantsNeedSharedDb,
  writesSpread,
  tablesWithoutKeys,
  splitDatabases,
  databaseFarAway,
  databaseNotTested,
  tooFewConnections,
  dataCannotBeRestored,
  schemasShareAName,
  oneServerNamed,
  databasesBehindOneAddress,
  neverTalk,
  gatewayHearsNoEvents,
  brokerNotListed,
  eventPublishingMissing,
  eventCopyMissing,
  eventCopyToItself,
  copiesToSeveral,
  webhooksNotCopied,
  trafficManagerCutOff,
  revocationsNotSent,
  eventsInClearText,
  labelWithoutEnvironment,
  gatewayIdTwice,
  orphan,
  danglingReference,
  mandatoryLinkMissing,
  contradictoryFacts,
  notInThisVersion,
  noControlPlane,
  singleGateway,
  singleKeyManager,
  singleControlPlane,
  singleTrafficManager,
  tooManyControlPlanes,
  tooManyTrafficManagers,
  zoneLossOverloads,
  tooManyGatewaysPerPair,
  startInBatches,
  tooFewValidateTokens,
  singleUserStore,
  replicatedPair,
  replicasOfAPair,
  autoscalerLeavesOne,
  clusterEntryIsOne,
  digestsDiffer,
  namesTooLong,
  offsetsInPods,
  jdbcUsersInPods,
  moreThanChartsRun,
  clusterTooOld,
  analyticsLeftOut,
  podsDrawnUnalike,
  identityServerNotNamed,
  pairInTwoReleases,
  opaqueTokensOnOneKeyManager,
  singleOutsideKeyManager,
  keysFetchedFromOutside,
  keyManagerApart,
  tokensLiveLong,
  twoNamesForOneIssuer,
  controlPlaneAskedInstead,
  identityServerTooNew,
  noKeyManager,
  issuersDiffer,
  entryIsSingle,
  pairSharesDomain,
  managementEntryIsSingle,
  gatewaysWithoutEntry,
  portalsWithoutStickySessions,
  stickyApiCalls,
  brokerThroughBalancer,
  healthCheckSeesAPort,
  headersTooSmall,
  streamingCannotEnter,
  addressLeadsElsewhere,
  environmentsShareAddress,
  oneNameTwoAddresses,
  callsInACircle,
  nothingMovesTheName,
  replicationNotTested,
  regionsShareOneDatabase,
  regionsNotTold,
  keysCollide,
  limitsPerRegion,
  tenantsInSubRegion,
  regionWithoutControlPlane,
  noAutomaticSwitch,
  userStoresPerRegion,
  databaseInAnotherDatacenter,
  opaqueTokensBetweenRegions,
  centreIsWeak,
  deployedTwice,
  datacenterLossOverloads,
  mixedApproaches,
  dataNotCopied,
  noDatacenterWorks,
  standbyNeverRehearsed,
  sharedMachine,
  sharedZone,
  loneMemberInZone,
  machineInTwoZones,
  zoneTakesMajority,
  placeUnknown,
  portCollision,
  entranceInOneDatacenter,
  managementBesideApiCalls,
  allInOneExposed,
  databaseOpenedFromOutside,
  internalPortsPublic,
  callsInClearText,
  noApplicationFirewall,
  backendBypass,
  serversRunAsRoot,
  tooFewGateways,
  tooManyEvents,
  tooManyTokenRequests,
  smallMachine,
  allInOnesBeyondPlan,
  trafficManagerNotListed,
  decisionCopyMissing,
  countsSplit,
  redisCluster,
  singleRedis,
  limitsPerGateway,
  remoteTrafficManager,
  distributedThrottlingImpossible,
  noTrafficManager,
]
