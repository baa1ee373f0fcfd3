import { BROKER, BROKER_TLS } from '../facts'
import { isControl, valueAt } from '../read-bundle'
import type { Agreement } from './agreement'
import { found, seats } from './reading'

/** Events that go to other regions. */
export const REGIONS: readonly Agreement[] = [
  {
    says: 'publishers for other regions read a JNDI file that is there',
    places: (bundle) =>
      found(bundle, /\/eventpublishers\/[^/]+\.xml$/, /provider\.url">([^<]+)</g).map((site) => ({
        ...site,
        allowed: [...bundle.files.keys()]
          .filter((path) => path.startsWith(site.path.split('/repository/')[0] ?? '?'))
          .map((path) => path.slice((site.path.split('/repository/')[0] ?? '').length + 1)),
      })),
  },
  {
    says: 'publishers for other regions write to topics that their JNDI file has',
    places: (bundle) =>
      found(bundle, /\/eventpublishers\/[^/]+\.xml$/, /transport\.jms\.Destination">([^<]+)</g).map((site) => {
        const folder = site.path.split('/repository/')[0] ?? ''
        const jndi = /provider\.url">([^<]+)</.exec(bundle.files.get(site.path) ?? '')?.[1] ?? ''
        return {
          ...site,
          allowed: [...(bundle.files.get(`${folder}/${jndi}`) ?? '').matchAll(/^topic\.(\S+) = \1$/gm)].map(
            ([, topic = '']) => topic,
          ),
        }
      }),
  },
  {
    says: 'brokers of other regions are control planes, at the port of their offset',
    places: (bundle) =>
      found(bundle, /\/conf\/jndi-region-[^/]+\.properties$/, /brokerlist='tcp:\/\/([^'?]+)/g).map((site) => ({
        ...site,
        allowed: seats({ ...bundle, servers: bundle.servers.filter(isControl) }, [BROKER, BROKER_TLS]),
      })),
  },
  {
    says: 'brokers of other regions are signed in to as the administrator',
    places: (bundle) =>
      found(bundle, /\/conf\/jndi-region-[^/]+\.properties$/, /amqp:\/\/([^:]+):/g).map((site) => ({
        ...site,
        allowed: bundle.servers.map((server) => String(valueAt(server, 'super_admin.username'))),
      })),
  },
]
