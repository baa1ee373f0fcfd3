import { XML_DECLARATION, type XmlElement, xmlLines } from '../serialize/xml'

/**
 * Event publishers that carry a control plane's events to a broker of another region, where the product itself connects
 * only servers of one region. One set of publishers and one JNDI file for each broker: an event that reaches one node of
 * a pair is not copied to the other, apart from revocations.
 *
 * Source: docs-apim, `multi-dc-deployment/configuring-multi-dc-deployment-pattern-1.md` (streams, topics, adapter
 * properties); its two publishers with another file name, its publisher without a region in the name and its JNDI file
 * without `throttleData` are mended here.
 */

/** A broker of another region. */
export interface PublisherTarget {
  /** Told apart from other brokers by this: `west-1`. Lower case letters, digits and hyphens. */
  readonly slug: string
  /** DNS name or IPv4 address. */
  readonly host: string
  readonly port: number
}

interface Stream {
  readonly name: string
  readonly stream: string
  readonly topic: string
}

const STREAMS: readonly Stream[] = [
  { name: 'notification', stream: 'org.wso2.apimgt.notification.stream', topic: 'notification' },
  { name: 'tokenRevocation', stream: 'org.wso2.apimgt.token.revocation.stream', topic: 'tokenRevocation' },
  { name: 'keyManager', stream: 'org.wso2.apimgt.keymgt.stream', topic: 'keyManager' },
  { name: 'blockingRequest', stream: 'org.wso2.blocking.request.stream', topic: 'throttleData' },
  { name: 'asyncWebhooks', stream: 'org.wso2.apimgt.webhooks.request.stream', topic: 'asyncWebhooksData' },
]

/** Where the files go, relative to the server's home. */
export const PUBLISHER_FOLDER = 'repository/deployment/server/eventpublishers'
export const JNDI_FOLDER = 'repository/conf'

/** `jndi-west-1.properties`, in the server's `repository/conf`. */
export function jndiFileName({ slug }: PublisherTarget): string {
  return `jndi-${slug}.properties`
}

/** The five publishers to one broker, by file name; they go to the server's `repository/deployment/server/eventpublishers`. */
export function eventPublishers(
  target: PublisherTarget,
): readonly { readonly name: string; readonly content: string }[] {
  return STREAMS.map((stream) => ({ name: `${stream.name}_${target.slug}.xml`, content: publisher(stream, target) }))
}

function publisher({ name, stream, topic }: Stream, target: PublisherTarget): string {
  const property = ([key, value]: readonly [string, string]): XmlElement => ({
    name: 'property',
    attributes: { name: key },
    children: value,
  })
  const properties = [
    ['java.naming.factory.initial', 'org.wso2.andes.jndi.PropertiesFileInitialContextFactory'],
    ['java.naming.provider.url', `${JNDI_FOLDER}/${jndiFileName(target)}`],
    ['transport.jms.DestinationType', 'topic'],
    ['transport.jms.Destination', topic],
    ['transport.jms.ConcurrentPublishers', 'allow'],
    ['transport.jms.ConnectionFactoryJNDIName', 'TopicConnectionFactory'],
  ] as const
  const element: XmlElement = {
    name: 'eventPublisher',
    attributes: {
      name: `${name}_${target.slug}`,
      statistics: 'disable',
      trace: 'disable',
      xmlns: 'http://wso2.org/carbon/eventpublisher',
    },
    children: [
      { name: 'from', attributes: { streamName: stream, version: '1.0.0' } },
      { name: 'mapping', attributes: { customMapping: 'disable', type: 'json' } },
      { name: 'to', attributes: { eventAdapterType: 'jms' }, children: properties.map(property) },
    ],
  }
  return `${[XML_DECLARATION, ...xmlLines(element)].join('\n')}\n`
}

/** Lines of the JNDI file behind its first, the one with the password, which a script writes on the target. */
export const JNDI_TOPICS: readonly string[] = STREAMS.map(({ topic }) => `topic.${topic} = ${topic}`)

/** `tcp://acp1.west.acme.com:5672` */
export function brokerUrl({ host, port }: PublisherTarget): string {
  return `tcp://${host}:${port}`
}
