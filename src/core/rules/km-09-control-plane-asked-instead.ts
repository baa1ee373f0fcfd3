import { hasRole } from '../kinds/roles'
import type { Component } from '../model/design'
import type { Deployment, Server } from '../wiring/deployment'
import { graphOf } from '../wiring/graph'
import { hubOf, rolesByRegion } from '../wiring/roles'
import { removePurposesFromAllFix } from './support/fixes'
import { instanceName, namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule, type Fix } from './support/rule'

export const controlPlaneAskedInstead = defineRule({
  code: 'KM-09',
  title: 'A gateway asks the wrong server about tokens',
  severity: 'error',
  why: 'With Key Managers of their own the control plane issues no tokens and does not know the sessions of theirs.',
  source: 'docs-apim, Pattern 4, gateway: apim.key_manager.service_url is that of the Key Manager',
  remedy: 'Connect the gateway to the Key Managers for key management, through their load balancer where there is one.',
  check: (deployment, say) => {
    const all = rolesByRegion(deployment)
    for (const roles of all) {
      const managers = (hubOf(roles, all)?.keyManagers ?? []).map((manager) => manager.instance)
      if (managers.length === 0) continue
      for (const server of roles.gateways) {
        const targets = server.keyManager?.targets.flatMap((id) => deployment.instance.get(id) ?? []) ?? []
        if (targets.length === 0 || !targets.every((target) => hasRole(target.kind, 'control-plane'))) continue
        say.finding({
          message: `${instanceName(server.instance)} asks ${namesOf(targets)} about tokens, which come from ${namesOf(managers)}.`,
          subjects: subjectsOf([server.instance, ...targets]),
          fix: fixFor(server, deployment),
        })
      }
    }
  },
})

/** Mechanical where the gateway's own line says so, or it has none. */
function fixFor(server: Server, deployment: Deployment): Fix | undefined {
  const lines = deployment.design.topology.connections.filter(
    (connection) =>
      connection.from === server.instance.component.id &&
      servesControl(deployment.component.get(connection.to)) &&
      connection.purposes?.includes('key-management'),
  )
  const isConnected = graphOf(deployment).out(server.instance.id, 'key-management').length > 0
  if (isConnected && (lines.length === 0 || server.keyManager?.targets.length !== 1)) return undefined
  return removePurposesFromAllFix('Ask the Key Managers instead', lines, ['key-management'])
}

function servesControl(component: Component | undefined): boolean {
  return component !== undefined && hasRole(component.kind, 'control-plane')
}
