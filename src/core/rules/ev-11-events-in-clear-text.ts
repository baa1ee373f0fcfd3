import { flagOf } from '../model/properties'
import { nameOf, namesOf, subjectsOf } from './support/redundant-sets'
import type { Finding, Rule } from './support/rule'
import { farSubscribers } from './support/subscribers'

export const eventsInClearText: Rule = {
  code: 'EV-11',
  title: 'Events cross networks in clear text',
  severity: 'medium',
  why: 'Plain AMQP carries the password of the super administrator.',
  source: 'product-apim: broker on 5672, and on 8672 over TLS',
  check: (deployment) =>
    deployment.instances.flatMap((broker): Finding[] => {
      if (flagOf(broker.component, 'brokerTls') !== false) return []
      const far = farSubscribers(broker, deployment)
      if (far.length === 0) return []
      return [
        {
          code: 'EV-11',
          severity: 'medium',
          message: `${namesOf(far)} ${far.length === 1 ? 'listens' : 'listen'} to ${nameOf(broker)} on plain AMQP from another network or datacenter.`,
          subjects: subjectsOf([broker, ...far]),
          remedy: 'Subscribe over TLS on 8672, or through a tunnel that encrypts.',
        },
      ]
    }),
}
