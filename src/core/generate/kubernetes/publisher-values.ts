import type { Id } from '../../model/design'
import type { YamlNode } from '../../serialize/yaml'
import { eventPublishers, JNDI_FOLDER, jndiFileName, PUBLISHER_FOLDER, type PublisherTarget } from '../event-publishers'
import type { Plan, Release } from './plan'
import { instanceHosts, unionOf } from './references'
import { BROKER_PORT } from './services'
import type { Values } from './values'

/** Folder that the charts' start script copies over the server's home. Source: helm-apim, `*-conf-entrypoint.yaml`. */
const CONFIG_VOLUME = '/home/wso2carbon/wso2-config-volume'

export interface Publishers {
  readonly targets: readonly PublisherTarget[]
  readonly subjects: readonly Id[]
  /** ConfigMap with the publishers. */
  readonly configMap: string
  /** Secret with the JNDI files, which hold the administrator's password. */
  readonly jndiSecret: string
}

/** What carries a control plane's events to the brokers of other regions. */
export function publishersOf(plan: Plan, release: Release): Publishers {
  const drawn = unionOf(release, (server) => server.crossRegion)
  const { hosts, seats, subjects } = instanceHosts(plan, release, drawn)
  const regions = plan.deployment.regions
  return {
    targets: seats.map((seat, at) => ({
      slug: `${regions.find(({ id }) => id === seat.release.group.region)?.slug ?? 'region'}-${seat.ordinal}`,
      host: hosts[at] ?? '',
      port: BROKER_PORT,
    })),
    subjects: [...new Set([...release.subjects, ...subjects])],
    configMap: `${release.name}-event-publishers`,
    jndiSecret: `${release.name}-event-jndi`,
  }
}

/** Mounts each file by itself: a folder would bring Kubernetes' own hidden copies along. */
export function publisherValues(values: Values, plan: Plan, release: Release): void {
  const { targets, subjects, configMap, jndiSecret } = publishersOf(plan, release)
  if (targets.length === 0) return
  const because = { subjects, reason: 'Event publishers to the brokers of other regions' }
  const mount = (name: string, folder: string, file: string): YamlNode => ({
    name,
    mountPath: `${CONFIG_VOLUME}/${folder}/${file}`,
    subPath: file,
  })
  values.set(
    'kubernetes.extraVolumes',
    [
      { name: 'event-publishers', configMap: { name: configMap } },
      { name: 'event-jndi', secret: { secretName: jndiSecret } },
    ],
    because,
  )
  values.set(
    'kubernetes.extraVolumeMounts',
    targets.flatMap((target) => [
      ...eventPublishers(target).map(({ name }) => mount('event-publishers', PUBLISHER_FOLDER, name)),
      mount('event-jndi', JNDI_FOLDER, jndiFileName(target)),
    ]),
    because,
  )
}
