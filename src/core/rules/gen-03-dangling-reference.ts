import type { Rule } from './support/rule'
import { together } from './support/together'

export const danglingReference: Rule = {
  code: 'GEN-03',
  title: 'A reference leads nowhere',
  severity: 'error',
  why: 'What it names does not exist, so the wiring stops there.',
  source: 'structure of the drawing',
  check: (deployment) =>
    together(
      deployment.faults.map((fault) => ({
        code: 'GEN-03',
        severity: 'error',
        message: fault.message,
        subjects: fault.subjects,
        remedy: 'Point it at something that exists, or remove it.',
      })),
    ),
}
