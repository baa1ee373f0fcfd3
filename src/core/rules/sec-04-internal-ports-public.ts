import { inWords } from '../base/words'
import { KINDS } from '../kinds'
import type { PortName } from '../kinds/kind'
import { networkOf } from './support/networks'
import { instanceName } from './support/redundant-sets'
import { defineRule } from './support/rule'

const INTERNAL: readonly PortName[] = ['broker', 'broker-tls', 'binary', 'binary-tls', 'jmx-registry', 'jmx-server']

export const internalPortsPublic = defineRule({
  code: 'SEC-04',
  title: 'Ports for servers are open to the internet',
  severity: 'high',
  why: 'Brokers, event receivers and JMX are for the servers of the deployment and for operations alone.',
  source: 'docs-apim, security guidelines for production deployment: ports not to be exposed',
  remedy: 'Move it into the DMZ or inside, and put a load balancer in front.',
  check: (deployment, say) => {
    for (const { instance } of deployment.servers) {
      if (instance.network === undefined) say.unknown('network', instance.component)
      if (networkOf(instance) !== 'internet') continue
      const ports = KINDS[instance.kind].ports
        .filter((port) => INTERNAL.includes(port.name))
        .map((port) => String(port.port + instance.offset))
      say.finding({
        message: `${instanceName(instance)} stands in the internet, where its ports ${inWords(ports)} are open to everyone.`,
        subjects: [instance.component.id],
      })
    }
  },
})
