import type { Dial } from '../bundle'
import { endpointOf, type Files } from '../formats/source'

/**
 * Brokers of other regions that a server copies revocations to: an event publisher names a JNDI file, and that the
 * broker. Source: carbon-analytics-common, JMS event adapter; wso2-andes, PropertiesFileInitialContextFactory.
 */
export function remoteBrokers(folder: string, files: Files): readonly Dial[] {
  const publishers = `${folder}/repository/deployment/server/eventpublishers/`
  return [...files].flatMap(([path, text]): Dial[] => {
    if (!path.startsWith(publishers)) return []
    const topic = /<property name="transport\.jms\.Destination">([^<]*)</.exec(text)?.[1]
    const named = /<property name="java\.naming\.provider\.url">([^<]*)</.exec(text)?.[1]
    if (topic !== 'tokenRevocation' || named === undefined) return []
    const file = `${folder}/${named}`
    const lines = (files.get(file) ?? '').split('\n')
    const at = lines.findIndex((line) => line.startsWith('connectionfactory.'))
    const broker = /brokerlist='([^'?]*)/.exec(lines[at] ?? '')?.[1]
    const to = broker === undefined ? undefined : endpointOf(broker, { file, line: at + 1 })
    return to ? [{ purpose: 'cross-datacenter-events', to }] : []
  })
}
