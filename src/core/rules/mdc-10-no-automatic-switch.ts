import { textOf } from '../model/properties'
import { nameOf } from './support/redundant-sets'
import type { Finding, Rule } from './support/rule'

export const noAutomaticSwitch: Rule = {
  code: 'MDC-10',
  title: 'Nothing switches datacenters on its own',
  severity: 'high',
  why: 'When a datacenter fails, its clients are not led to another.',
  source: 'docs-apim, multi-datacenter deployment: global load balancer',
  check: (deployment) => {
    const serving = new Set(
      deployment.servers.filter((server) => server.servesApis).map((server) => server.instance.datacenter?.key),
    )
    if (serving.size < 2) return []
    const wide = deployment.instances.filter(
      (instance) => instance.kind === 'global-load-balancer' || instance.kind === 'dns',
    )
    return wide.flatMap((instance): Finding[] => {
      const entry = deployment.entries.find(
        (candidate) => candidate.transit === instance && candidate.role === 'gateway',
      )
      const reached = new Set(entry?.targets.map((target) => target.datacenter?.key)).size
      const finding = (message: string): Finding => ({
        code: 'MDC-10',
        severity: 'high',
        message,
        subjects: [instance.component.id],
        remedy: 'Use a managed, health-checked global load balancer or DNS that leads to every datacenter.',
      })
      if (reached < 2) return [finding(`${nameOf(instance)} leads to gateways in fewer than two datacenters.`)]
      if (!instance.managed && wide.filter((other) => other.kind === instance.kind).length === 1)
        return [finding(`${nameOf(instance)} is one unmanaged element in front of all datacenters.`)]
      if (textOf(instance.component, 'healthCheck') === 'none')
        return [finding(`${nameOf(instance)} checks no health, so it keeps sending to a dead datacenter.`)]
      return []
    })
  },
}
