import { inWords } from '../base/words'
import type { Component } from '../model/design'
import { textOf } from '../model/properties'
import { VERSIONS } from '../versions'
import { labelOf } from '../wiring/placement'
import { sayFix } from './support/fixes'
import type { Finding, Rule } from './support/rule'

export const gatewayIdTwice: Rule = {
  code: 'EV-13',
  title: 'Gateways report under one id',
  severity: 'medium',
  why: 'Each overwrites what the other reports, and limits that are shared out by the number of gateways come out wrong.',
  source: 'product-apim 4.6.0 and newer: apim.gateway_notification.gateway_id is unique',
  check: (deployment) => {
    if (!VERSIONS[deployment.design.apimVersion].gatewayNotification) return []
    const byId = new Map<string, Component[]>()
    for (const { instance } of deployment.servers) {
      const said = textOf(instance.component, 'gatewayId')
      if (instance.kind !== 'universal-gateway' || said === undefined || instance.ordinal > 1) continue
      byId.set(said, [...(byId.get(said) ?? []), instance.component])
    }
    return [...byId].flatMap(([id, gateways]): Finding[] => {
      if (gateways.length < 2) return []
      const ids = gateways.map((gateway) => gateway.id)
      return [
        {
          code: 'EV-13',
          severity: 'medium',
          message: `${inWords(gateways.map(labelOf))} report under the same id, ${id}.`,
          subjects: ids,
          remedy: 'Give each gateway an id of its own, or none: then it uses its name.',
          fix: sayFix('Let each use its own name', ids, { gatewayId: undefined }),
        },
      ]
    })
  },
}
