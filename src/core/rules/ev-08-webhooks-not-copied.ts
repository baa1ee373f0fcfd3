import { flagOf } from '../model/properties'
import { rolesByRegion } from '../wiring/roles'
import { inRegion, namesOf, subjectsOf } from './support/redundant-sets'
import type { Finding, Rule } from './support/rule'
import { carriesWebhooks } from './support/streaming'

export const webhooksNotCopied: Rule = {
  code: 'EV-08',
  title: 'Webhook subscriptions stay on one control plane',
  severity: 'medium',
  why: 'Gateways that listen to the other node do not deliver to subscribers who came through this one.',
  source:
    'api-manager issue 3807; product-apim templates: the stream depends on throttling.event_duplicate_url alone. Read from the templates, not observed',
  check: (deployment) =>
    rolesByRegion(deployment).flatMap((roles): Finding[] => {
      const pair = roles.controlPlanes.map((server) => server.instance)
      const silent = pair.filter((instance) => flagOf(instance.component, 'webhookCopies') === false)
      if (pair.length < 2 || silent.length === 0 || !carriesWebhooks(deployment, pair)) return []
      return [
        {
          code: 'EV-08',
          severity: 'medium',
          message: `${namesOf(silent)} ${silent.length === 1 ? 'does' : 'do'} not copy webhook subscriptions to the peer${inRegion(roles, deployment)}.`,
          subjects: subjectsOf(silent),
          remedy: 'Name the peer in event_duplicate_url of the throttling settings too.',
        },
      ]
    }),
}
