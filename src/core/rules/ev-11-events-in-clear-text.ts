import { flagOf } from '../kinds/properties'
import { instanceName, namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'
import { farSubscribers } from './support/subscribers'

export const eventsInClearText = defineRule({
  code: 'EV-11',
  title: 'Events cross networks in clear text',
  severity: 'medium',
  why: 'Plain AMQP carries the password of the super administrator.',
  source: 'product-apim: broker on 5672, and on 8672 over TLS',
  remedy: 'Subscribe over TLS on 8672, or through a tunnel that encrypts.',
  check: (deployment, say) => {
    for (const broker of deployment.instances) {
      const far = farSubscribers(broker, deployment)
      if (far.length === 0) continue
      const tls = flagOf(broker.component, 'brokerTls')
      if (tls === undefined) say.unknown('brokerTls', broker.component)
      if (tls !== false) continue
      say.finding({
        message: `${namesOf(far)} ${far.length === 1 ? 'listens' : 'listen'} to ${instanceName(broker)} on plain AMQP from another network or datacenter.`,
        subjects: subjectsOf([broker, ...far]),
      })
    }
  },
})
