import type { GeneratedFile } from '../../serialize/file-tree'
import { propertyLine } from '../../serialize/properties'
import { TracedText } from '../../serialize/traced-text'
import { XML_DECLARATION, xmlLines } from '../../serialize/xml'
import type { Instance } from '../../wiring/deployment'
import type { Node, Plan } from './plan'
import { ADMIN_PASSWORD } from './secrets'
import { brokersOverTls, brokerUrl } from './urls'

/**
 * Streams whose events every other region must get, with the topic that each is published to.
 * Source: docs-apim, multi-datacenter pattern 1. The page counts four of these five, names two JNDI files differently
 * from the one it makes, leaves out topic `throttleData` and gives one publisher a name without its region.
 */
const STREAMS = [
  { name: 'notification', stream: 'org.wso2.apimgt.notification.stream', topic: 'notification' },
  { name: 'tokenRevocation', stream: 'org.wso2.apimgt.token.revocation.stream', topic: 'tokenRevocation' },
  { name: 'keyManager', stream: 'org.wso2.apimgt.keymgt.stream', topic: 'keyManager' },
  { name: 'blocking', stream: 'org.wso2.blocking.request.stream', topic: 'throttleData' },
  { name: 'asyncWebhooks', stream: 'org.wso2.apimgt.webhooks.request.stream', topic: 'asyncWebhooksData' },
] as const

/** A control plane of another region, and the suffix that files about it have. */
interface Remote {
  readonly instance: Instance
  /** `west`, or `west-1` and `west-2` where a region has two. */
  readonly suffix: string
  /** `west_1`: a publisher's name holds no hyphen. */
  readonly word: string
  readonly region: string
}

/**
 * Publishers that carry events to every control plane of every other region. Each broker gets a publisher of its own: a
 * list in one URL is a fail-over order, and then the other broker's gateways would hear nothing.
 */
export function eventPublisherFiles(plan: Plan, node: Node): GeneratedFile[] {
  return remotesOf(plan, node).flatMap((remote) => [
    jndiFile(plan, node, remote),
    ...STREAMS.map((stream) => publisherFile(node, remote, stream)),
  ])
}

export function remotesOf(plan: Plan, node: Node): Remote[] {
  const { crossRegion } = node.server
  const slugs = new Set(plan.deployment.regions.map(({ slug }) => slug))
  return plan.deployment.regions.flatMap((region) => {
    const members = crossRegion.filter((instance) => region.servers.includes(instance.id))
    return members.map((instance, index) => {
      const numbered = `${region.slug}-${index + 1}`
      // A region may be called what the second server of another one would be. No slug has two hyphens in a row.
      const free = slugs.has(numbered) ? `${region.slug}--${index + 1}` : numbered
      const suffix = members.length > 1 ? free : region.slug
      return { instance, suffix, word: suffix.replace(/-/g, '_'), region: region.label }
    })
  })
}

function jndiPath(remote: Remote): string {
  return `repository/conf/jndi-region-${remote.suffix}.properties`
}

/** As the product's own JNDI files write it. Source: carbon-apimgt, jndi-cp.properties template. */
function remoteBroker(instance: Instance): string {
  const tls = brokersOverTls([instance])
  return `${brokerUrl(instance, tls)}${tls ? "?ssl='true'" : ''}`
}

/** The product reads no variable in this file, so install.sh puts the password in on the machine. */
function jndiFile(plan: Plan, node: Node, remote: Remote): GeneratedFile {
  const url = `amqp://${plan.settings.adminUsername}:@${ADMIN_PASSWORD}@@clientid/carbon?brokerlist='${remoteBroker(remote.instance)}'`
  const because = {
    subjects: [...node.subjects, remote.instance.component.id],
    settings: ['adminUsername'],
    reason: 'Broker of a control plane in another region',
  }
  const text = new TracedText()
    .add(`# Broker of ${remote.instance.id}, which is in another region.`)
    .add(`# install.sh puts the administrator's password in place of the word between the at signs.`)
    .add(propertyLine('connectionfactory.TopicConnectionFactory', url), because)
  for (const { topic } of STREAMS) text.add(propertyLine(`topic.${topic}`, topic), because)
  return text.toFile({ path: `${node.folder}/${jndiPath(remote)}`, language: 'properties' })
}

function publisherFile(node: Node, remote: Remote, stream: (typeof STREAMS)[number]): GeneratedFile {
  const name = `${stream.name}_region_${remote.word}`
  const property = (key: string, value: string) => ({ name: 'property', attributes: { name: key }, children: value })
  const because = {
    subjects: [...node.subjects, remote.instance.component.id],
    reason: `Events of ${stream.name} for a control plane in another region`,
  }
  const text = new TracedText().add(XML_DECLARATION)
  for (const line of xmlLines({
    name: 'eventPublisher',
    attributes: { name, statistics: 'disable', trace: 'disable', xmlns: 'http://wso2.org/carbon/eventpublisher' },
    children: [
      { name: 'from', attributes: { streamName: stream.stream, version: '1.0.0' } },
      { name: 'mapping', attributes: { customMapping: 'disable', type: 'json' } },
      {
        name: 'to',
        attributes: { eventAdapterType: 'jms' },
        children: [
          property('java.naming.factory.initial', 'org.wso2.andes.jndi.PropertiesFileInitialContextFactory'),
          property('java.naming.provider.url', jndiPath(remote)),
          property('transport.jms.DestinationType', 'topic'),
          property('transport.jms.Destination', stream.topic),
          property('transport.jms.ConcurrentPublishers', 'allow'),
          property('transport.jms.ConnectionFactoryJNDIName', 'TopicConnectionFactory'),
        ],
      },
    ],
  })) {
    text.add(line, because)
  }
  return text.toFile({
    path: `${node.folder}/repository/deployment/server/eventpublishers/${name}.xml`,
    language: 'xml',
  })
}
