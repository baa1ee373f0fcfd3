import { KINDS } from '../kinds'
import { textOf } from '../kinds/properties'
import type { Component } from '../model/design'
import { firstWith, VERSIONS } from '../versions'
import { labelOf } from '../wiring/placement'
import { defineRule } from './support/rule'

export const notInThisVersion = defineRule({
  code: 'GEN-06',
  title: 'A gateway that this version cannot manage',
  severity: 'error',
  why: 'The Publisher of this version does not offer that kind of gateway, so no API can be deployed to it.',
  source: 'product-apim v4.5.0 to v4.7.0: apim.gateway_type',
  check: (deployment, say) => {
    const { apimVersion } = deployment.design
    for (const component of deployment.design.topology.components) {
      const type = typeOf(component)
      if (type === undefined || VERSIONS[apimVersion].gatewayTypes.includes(type)) continue
      const first = firstWith(({ gatewayTypes }) => gatewayTypes.includes(type))
      say.finding({
        message: `${labelOf(component)} is ${describe(component)}, which ${apimVersion} does not know.`,
        subjects: [component.id],
        remedy: `${first === undefined ? 'Use another gateway' : `Use ${first} or newer`}, or remove it.`,
      })
    }
  },
})

const FEDERATED: Readonly<Record<string, string>> = { aws: 'AWS', azure: 'Azure', kong: 'Kong', envoy: 'Envoy' }

/** Word of the shipped configuration for a drawn gateway; `undefined` while its product is unknown. */
function typeOf(component: Component): string | undefined {
  if (component.kind === 'platform-gateway') return 'APIPlatform'
  if (component.kind === 'kubernetes-gateway') return 'APK'
  return component.kind === 'federated-gateway' ? FEDERATED[textOf(component, 'product') ?? ''] : undefined
}

function describe(component: Component): string {
  const field = KINDS[component.kind].fields.find((item) => item.key === 'product')
  const product = textOf(component, 'product')
  const label = field?.type === 'choice' ? field.choices.find((choice) => choice.value === product)?.label : undefined
  return `a ${KINDS[component.kind].label}${label === undefined ? '' : ` of ${label}`}`
}
