import { flagOf } from '../kinds/properties'
import { rolesByRegion } from '../wiring/roles'
import { inRegion, namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'
import { carriesWebhooks } from './support/streaming'

export const webhooksNotCopied = defineRule({
  code: 'EV-08',
  title: 'Webhook subscriptions stay on one control plane',
  severity: 'medium',
  why: 'Gateways that listen to the other node do not deliver to subscribers who came through this one.',
  source:
    'api-manager issue 3807; product-apim templates: the stream depends on throttling.event_duplicate_url alone. Read from the templates, not observed',
  remedy: 'Name the peer in event_duplicate_url of the throttling settings too.',
  check: (deployment, say) => {
    for (const roles of rolesByRegion(deployment)) {
      const pair = roles.controlPlanes.map((server) => server.instance)
      if (pair.length < 2 || !carriesWebhooks(deployment, pair)) continue
      for (const { component } of pair) say.unknown('webhookCopies', component)
      const silent = pair.filter((instance) => flagOf(instance.component, 'webhookCopies') === false)
      if (silent.length === 0) continue
      say.finding({
        message: `${namesOf(silent)} ${silent.length === 1 ? 'does' : 'do'} not copy webhook subscriptions to the peer${inRegion(roles, deployment)}.`,
        subjects: subjectsOf(silent),
      })
    }
  },
})
