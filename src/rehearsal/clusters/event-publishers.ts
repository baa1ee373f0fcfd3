import type { Dial } from '../bundle'
import { endpointOf, type Files } from '../formats/source'
import { documentsOf, isRecord, type ReadRelease } from './release'

/**
 * Brokers of other regions that a release copies revocations to: the values mount event publishers, of which each names
 * a JNDI file, and create-secrets.sh writes that with the broker.
 */
export function remoteBrokers({ cluster, values }: ReadRelease, files: Files): readonly Dial[] {
  const volumes = values.at('kubernetes.extraVolumes')
  const mounted = (Array.isArray(volumes) ? volumes : []).flatMap((volume) => {
    const { configMap, secret } = isRecord(volume) ? volume : {}
    return [isRecord(configMap) ? configMap.name : undefined, isRecord(secret) ? secret.secretName : undefined]
  })
  const named = documentsOf(`clusters/${cluster}/manifests/event-publishers.yaml`, files).flatMap((object) => {
    if (!isRecord(object) || !isRecord(object.metadata) || !isRecord(object.data)) return []
    if (!mounted.includes(object.metadata.name)) return []
    return Object.values(object.data).flatMap((text) => {
      if (typeof text !== 'string' || !/Destination">tokenRevocation</.test(text)) return []
      return /name="java\.naming\.provider\.url">repository\/conf\/([^<]*)</.exec(text)?.[1] ?? []
    })
  })
  const file = `clusters/${cluster}/create-secrets.sh`
  return (files.get(file) ?? '').split('\n').flatMap((line, at): Dial[] => {
    const [, secret, jndi = '', broker = ''] = /^jndi_file "?\$work\/([^" ]+)"? (\S+) (\S+)$/.exec(line) ?? []
    if (!mounted.includes(secret) || !named.includes(jndi)) return []
    const to = endpointOf(broker, { file, line: at + 1 })
    return to ? [{ purpose: 'cross-datacenter-events', to }] : []
  })
}
