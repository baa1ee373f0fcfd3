import { defineRule } from './support/rule'
import { together } from './support/together'

export const danglingReference = defineRule({
  code: 'GEN-03',
  title: 'A reference leads nowhere',
  severity: 'error',
  why: 'What it names does not exist, so the wiring stops there.',
  source: 'structure of the drawing',
  remedy: 'Point it at something that exists, or remove it.',
  check: (deployment, say) => {
    for (const found of together(deployment.faults)) say.finding(found)
  },
})
