import type { Id } from '../../../model/design'
import type { YamlNode } from '../../../serialize/yaml'
import { eventPublisherFiles, remotesOf } from '../../shared/event-publishers'
import type { KubernetesPlan, Release } from '../plan'
import { instanceHosts } from '../references'
import { BROKER_PORT } from '../services'
import type { Values } from './values'

/** Folder that the charts' start script copies over the server's home. Source: helm-apim, `*-conf-entrypoint.yaml`. */
const CONFIG_VOLUME = '/home/wso2carbon/wso2-config-volume'

/** What carries a control plane's events to the brokers of other regions. */
export interface Publishers {
  /** Event publishers, by their path below the server's home. */
  readonly files: readonly { readonly path: string; readonly name: string; readonly content: string }[]
  /** One JNDI file for each broker: how to sign in there. A script writes them, for they hold a password. */
  readonly brokers: readonly { readonly path: string; readonly name: string; readonly url: string }[]
  /** Lines of every JNDI file behind the one with the password. */
  readonly topics: readonly string[]
  readonly subjects: readonly Id[]
  /** ConfigMap with the publishers. */
  readonly configMap: string
  /** Secret with the JNDI files. */
  readonly jndiSecret: string
}

/** The same publishers as in the bundle for virtual machines; both nodes of a pair get the same files. */
export function publishersOf(plan: KubernetesPlan, release: Release): Publishers {
  const [server] = release.servers
  const node = plan.vm.nodes.find(({ instance }) => instance.id === server?.instance.id)
  const made =
    node && release.servers.some(({ crossRegion }) => crossRegion.length > 0) ? eventPublisherFiles(plan.vm, node) : []
  const files = made.map(({ path, content }) => {
    const inside = path.slice((node?.folder.length ?? 0) + 1)
    return { path: inside, name: inside.slice(inside.lastIndexOf('/') + 1), content }
  })
  const jndi = files.filter(({ name }) => name.endsWith('.properties'))
  const remotes = node ? remotesOf(plan.vm, node) : []
  return {
    files: files.filter(({ name }) => name.endsWith('.xml')),
    brokers: jndi.flatMap(({ path, name }, at) => {
      const remote = remotes[at]
      const host = remote && (instanceHosts(plan, release, [remote.instance]).hosts[0] ?? remote.instance.hostname)
      return host === undefined ? [] : [{ path, name, url: `tcp://${host}:${BROKER_PORT}` }]
    }),
    topics: (jndi[0]?.content ?? '').split('\n').filter((line) => line.startsWith('topic.')),
    subjects: [...new Set([...release.subjects, ...remotes.map(({ instance }) => instance.component.id)])],
    configMap: `${release.name}-event-publishers`,
    jndiSecret: `${release.name}-event-jndi`,
  }
}

/** Mounts each file by itself: a folder would bring Kubernetes' own hidden copies along. */
export function publisherValues(values: Values, plan: KubernetesPlan, release: Release): void {
  const { files, brokers, subjects, configMap, jndiSecret } = publishersOf(plan, release)
  if (files.length === 0) return
  const because = { subjects, reason: 'Event publishers to the brokers of other regions' }
  const mount =
    (volume: string) =>
    (file: { readonly path: string; readonly name: string }): YamlNode => ({
      name: volume,
      mountPath: `${CONFIG_VOLUME}/${file.path}`,
      subPath: file.name,
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
    [...files.map(mount('event-publishers')), ...brokers.map(mount('event-jndi'))],
    because,
  )
}
