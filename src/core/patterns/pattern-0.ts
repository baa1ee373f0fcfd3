import { Drawing } from './drawing'
import type { PatternDefinition } from './pattern'
import { DOMAIN } from './single-datacenter'

export const pattern0: PatternDefinition = {
  id: 'pattern-0',
  name: 'Pattern 0',
  title: 'Single node',
  use: 'One All-in-One server with everything in it: for development, tests and training.',
  limits: 'Not for production: one process, one machine, embedded databases. Everything stops with it.',
  guide: 'https://apim.docs.wso2.com/en/latest/install-and-setup/setup/single-node/configuring-a-single-node/',
  accepted: [
    { code: 'HA-01', reason: 'One server is what this pattern is.' },
    { code: 'HA-02', reason: 'Tokens are issued by that one server.' },
    { code: 'HA-03', reason: 'The portals are on that one server.' },
    { code: 'HA-04', reason: 'Limits are counted by that one server.' },
    { code: 'DB-01', reason: 'The embedded H2 database is enough outside production.' },
  ],
  template: (apimVersion) =>
    new Drawing()
      .place('vm1', 'host', 'server-1', { x: 320, y: 40, width: 264, height: 160 })
      .component('aio1', 'all-in-one', { x: 32, y: 60 }, { label: 'API Manager', place: 'vm1' })
      .component('consumer', 'api-consumer', { x: 0, y: 0 }, { label: 'API consumers' })
      .component('developer', 'api-developer', { x: 0, y: 96 }, { label: 'API developers' })
      .component('publisher', 'api-publisher', { x: 0, y: 192 }, { label: 'API publishers' })
      .component('be', 'backend', { x: 704, y: 100 }, { label: 'API backends' })
      .connect(['consumer', 'developer', 'publisher'], ['aio1'])
      .connect(['aio1'], ['be'])
      .finish({
        name: 'apim-pattern-0',
        title: 'Pattern 0: single node',
        apimVersion,
        settings: { production: false, tokens: 'jwt', domain: DOMAIN },
      }),
}
