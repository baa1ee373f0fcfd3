import { judgeDrawn } from './support/edges'
import { defineRule } from './support/rule'

export const neverTalk = defineRule({
  code: 'EDGE-01',
  title: 'Two components that never talk',
  severity: 'error',
  why: 'No product setting makes this connection; it only misleads.',
  source: 'table of connections: docs-apim guides of patterns 1 to 4',
  check: (deployment, say) => {
    for (const found of judgeDrawn(deployment)) say.finding(found)
  },
})
