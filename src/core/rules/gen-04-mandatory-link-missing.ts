import { unmet } from './support/requirements'
import type { Rule } from './support/rule'

export const mandatoryLinkMissing: Rule = {
  code: 'GEN-04',
  title: 'A link that the pattern needs is missing',
  severity: 'high',
  why: 'The server starts, but part of its work cannot be done.',
  source: 'docs-apim, guide of the pattern',
  check: (deployment) => unmet(deployment, { code: 'GEN-04', severity: 'high', remedy: 'Complete the wiring.' }),
}
