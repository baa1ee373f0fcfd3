import { unmet } from './support/requirements'
import { defineRule } from './support/rule'

export const mandatoryLinkMissing = defineRule({
  code: 'GEN-04',
  title: 'A link that the pattern needs is missing',
  severity: 'high',
  why: 'The server starts, but part of its work cannot be done.',
  source: 'docs-apim, guide of the pattern',
  remedy: 'Complete the wiring.',
  check: (deployment, say) => {
    for (const found of unmet('GEN-04', deployment)) say.finding(found)
  },
})
