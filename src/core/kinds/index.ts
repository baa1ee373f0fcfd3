import type { KindId, PlaceKindId } from '../model/design'
import { administrator } from './administrator'
import { allInOne } from './all-in-one'
import { analytics } from './analytics'
import { apiConsumer } from './api-consumer'
import { apiControlPlane } from './api-control-plane'
import { apiDeveloper } from './api-developer'
import { apiPublisher } from './api-publisher'
import { backend } from './backend'
import { cdn } from './cdn'
import { database } from './database'
import { databaseNode } from './database-node'
import { databaseProxy } from './database-proxy'
import { deliveryPipeline } from './delivery-pipeline'
import { dns } from './dns'
import { externalKeyManager } from './external-key-manager'
import { federatedGateway } from './federated-gateway'
import { firewall } from './firewall'
import { floatingAddress } from './floating-address'
import { globalLoadBalancer } from './global-load-balancer'
import { identityServer } from './identity-server'
import { imageRegistry } from './image-registry'
import { ingress } from './ingress'
import { keyManager } from './key-manager'
import type { KindDefinition, PlaceKindDefinition } from './kind'
import { kubernetesGateway } from './kubernetes-gateway'
import { loadBalancer } from './load-balancer'
import { microIntegrator } from './micro-integrator'
import { observability } from './observability'
import { datacenter } from './places/datacenter'
import { host } from './places/host'
import { hypervisor } from './places/hypervisor'
import { kubernetesCluster } from './places/kubernetes-cluster'
import { namespace } from './places/namespace'
import { networkSegment } from './places/network-segment'
import { zone } from './places/zone'
import { platformGateway } from './platform-gateway'
import { redis } from './redis'
import { secretStore } from './secret-store'
import { sharedFileSystem } from './shared-file-system'
import { sourceControl } from './source-control'
import { timeService } from './time-service'
import { trafficManager } from './traffic-manager'
import { universalGateway } from './universal-gateway'
import { userStore } from './user-store'
import { webApplicationFirewall } from './web-application-firewall'
import { webhookSubscriber } from './webhook-subscriber'

/** Every component kind. A new id in `KIND_IDS` is asked for here by the compiler. */
export const KINDS: Readonly<Record<KindId, KindDefinition>> = {
  'all-in-one': allInOne,
  'api-control-plane': apiControlPlane,
  'universal-gateway': universalGateway,
  'traffic-manager': trafficManager,
  'key-manager': keyManager,
  'identity-server': identityServer,
  'external-key-manager': externalKeyManager,
  'load-balancer': loadBalancer,
  ingress: ingress,
  'floating-address': floatingAddress,
  'global-load-balancer': globalLoadBalancer,
  dns: dns,
  cdn: cdn,
  firewall: firewall,
  'web-application-firewall': webApplicationFirewall,
  database: database,
  'database-node': databaseNode,
  'database-proxy': databaseProxy,
  'user-store': userStore,
  redis: redis,
  'shared-file-system': sharedFileSystem,
  analytics: analytics,
  observability: observability,
  'secret-store': secretStore,
  'image-registry': imageRegistry,
  'source-control': sourceControl,
  'time-service': timeService,
  backend: backend,
  'micro-integrator': microIntegrator,
  'platform-gateway': platformGateway,
  'kubernetes-gateway': kubernetesGateway,
  'federated-gateway': federatedGateway,
  'api-consumer': apiConsumer,
  'api-developer': apiDeveloper,
  'api-publisher': apiPublisher,
  administrator: administrator,
  'delivery-pipeline': deliveryPipeline,
  'webhook-subscriber': webhookSubscriber,
}

/** Every place kind. */
export const PLACE_KINDS: Readonly<Record<PlaceKindId, PlaceKindDefinition>> = {
  datacenter: datacenter,
  zone: zone,
  hypervisor: hypervisor,
  host: host,
  'kubernetes-cluster': kubernetesCluster,
  namespace: namespace,
  'network-segment': networkSegment,
}
