import { inWords } from '../base/words'
import { textOf } from '../kinds/properties'
import type { Component } from '../model/design'
import { VERSIONS } from '../versions'
import { labelOf } from '../wiring/placement'
import { sayFix } from './support/fixes'
import { defineRule } from './support/rule'

export const gatewayIdTwice = defineRule({
  code: 'EV-13',
  title: 'Gateways report under one id',
  severity: 'medium',
  why: 'Each overwrites what the other reports, and limits that are shared out by the number of gateways come out wrong.',
  source: 'product-apim 4.6.0 and newer: apim.gateway_notification.gateway_id is unique',
  remedy: 'Give each gateway an id of its own, or none: then it uses its name.',
  check: (deployment, say) => {
    if (!VERSIONS[deployment.design.apimVersion].gatewayNotification) return
    const byId = new Map<string, Component[]>()
    for (const { instance } of deployment.servers) {
      const said = textOf(instance.component, 'gatewayId')
      if (instance.kind !== 'universal-gateway' || said === undefined || instance.ordinal > 1) continue
      byId.set(said, [...(byId.get(said) ?? []), instance.component])
    }
    for (const [id, gateways] of [...byId]) {
      if (gateways.length < 2) continue
      const ids = gateways.map((gateway) => gateway.id)
      say.finding({
        message: `${inWords(gateways.map(labelOf))} report under the same id, ${id}.`,
        subjects: ids,
        fix: sayFix('Let each use its own name', ids, { gatewayId: undefined }),
      })
    }
  },
})
