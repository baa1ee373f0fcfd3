import { inWords } from '../base/words'
import { textOf } from '../kinds/properties'
import { hasRole } from '../kinds/roles'
import type { Deployment, Instance, Server } from '../wiring/deployment'
import { instanceName, subjectsOf } from './support/redundant-sets'
import { defineRule, type Say } from './support/rule'

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
    const wide = deployment.instances.filter(({ kind }) => hasRole(kind, 'wide-front'))
    if (wide.length === 0) judgeWithout(serving, deployment, say)
    for (const instance of wide) {
      const message = weaknessOf(instance, wide, deployment)
      if (message !== undefined) say.finding({ message, subjects: [instance.component.id] })
      else say.unknown('healthCheck', instance.component)
    }
  },
})

/** Each datacenter has a way in of its own, or none; a standby is switched to by hand. */
function judgeWithout(serving: readonly Server[], { instances, entries }: Deployment, say: Say): void {
  const running = serving.filter(({ standby }) => !standby).map(({ instance }) => instance)
  const regions = [...new Map(running.map(({ datacenter }) => [datacenter?.key, datacenter])).values()]
  const led = entries.some(({ role, targets }) => role === 'gateway' && countDatacenters(targets) > 1)
  if (regions.length < 2 || led || !instances.some(({ kind }) => kind === 'api-consumer')) return
  const places = regions.flatMap((datacenter) => datacenter?.places[0]?.id ?? [])
  say.finding({
    message: `Nothing leads clients to the gateways of ${inWords(regions.map((datacenter) => datacenter?.label ?? 'no datacenter'))}: each of them knows one datacenter, or none.`,
    subjects: places.length > 0 ? places : subjectsOf(running),
  })
}

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
