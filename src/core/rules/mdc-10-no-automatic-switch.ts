import { textOf } from '../kinds/properties'
import type { Deployment, Instance } from '../wiring/deployment'
import { instanceName } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const noAutomaticSwitch = defineRule({
  code: 'MDC-10',
  title: 'Nothing switches datacenters on its own',
  severity: 'high',
  why: 'When a datacenter fails, its clients are not led to another.',
  source: 'docs-apim, multi-datacenter deployment: global load balancer',
  remedy: 'Use a managed, health-checked global load balancer or DNS that leads to every datacenter.',
  check: (deployment, say) => {
    const serving = deployment.servers.filter((server) => server.servesApis)
    if (countDatacenters(serving.map((server) => server.instance)) < 2) return
    const wide = deployment.instances.filter(({ kind }) => kind === 'global-load-balancer' || kind === 'dns')
    for (const instance of wide) {
      const message = weaknessOf(instance, wide, deployment)
      if (message !== undefined) say.finding({ message, subjects: [instance.component.id] })
      else say.unknown('healthCheck', instance.component)
    }
  },
})

function weaknessOf(instance: Instance, wide: readonly Instance[], deployment: Deployment): string | undefined {
  const entry = deployment.entries.find(({ transit, role }) => transit === instance && role === 'gateway')
  if (countDatacenters(entry?.targets ?? []) < 2)
    return `${instanceName(instance)} leads to gateways in fewer than two datacenters.`
  if (!instance.managed && wide.filter((other) => other.kind === instance.kind).length === 1)
    return `${instanceName(instance)} is one unmanaged element in front of all datacenters.`
  if (textOf(instance.component, 'healthCheck') === 'none')
    return `${instanceName(instance)} checks no health, so it keeps sending to a dead datacenter.`
  return undefined
}

function countDatacenters(instances: readonly Instance[]): number {
  return new Set(instances.map((instance) => instance.datacenter?.key)).size
}
