import { servicePortOf } from '../kinds/ports'
import { numberOf, textOf } from '../kinds/properties'
import type { Component, Design } from '../model/design'
import { laterRelease } from '../wiring/identity-servers'
import { isUsed } from '../wiring/roles'
import { instanceName } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const identityServerTooNew = defineRule({
  code: 'KM-10',
  title: 'WSO2 Identity Server 7 as the resident key manager',
  severity: 'error',
  why: 'From release 7 on it takes no place of the resident key manager: it is registered like that of another vendor.',
  source: 'docs-apim, configuring WSO2 Identity Server 7.x as a key manager',
  remedy: 'Draw it as an external key manager and register it in the Admin Portal.',
  check: (deployment, say) => {
    for (const instance of deployment.instances) {
      if (instance.kind !== 'identity-server' || instance.ordinal > 1 || !isUsed(deployment, instance)) continue
      const vendor = textOf(instance.component, 'vendor')
      if (vendor === undefined) say.unknown('vendor', instance.component)
      const release = laterRelease(instance.component)
      if (release === undefined) continue
      say.finding({
        message: `${instanceName(instance)} is release ${release}, which cannot replace the key manager of the control plane.`,
        subjects: [instance.component.id],
        fix: { label: 'Make it an external key manager', apply: (design) => asExternal(design, instance.component) },
      })
    }
  },
})

function asExternal(design: Design, component: Component): Design {
  const port = numberOf(component, 'port') ?? servicePortOf(component.kind)
  const made: Component = { ...component, kind: 'external-key-manager', properties: { ...component.properties, port } }
  return {
    ...design,
    topology: {
      ...design.topology,
      components: design.topology.components.map((item) => (item.id === component.id ? made : item)),
    },
  }
}
