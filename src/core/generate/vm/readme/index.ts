import type { GeneratedFile } from '../../../serialize/file-tree'
import type { Plan } from '../../shared/plan'
import { Document } from './document'
import { healthChecks, notCovered, ports, regionNotes, rollback, verification } from './operation'
import { machineTable, overview, surroundings } from './overview'
import { preparation } from './preparation'
import { steps } from './runbook'

/** The runbook of this topology. Free text of the drawing is escaped and on one line. */
export function readmeFile(plan: Plan): GeneratedFile {
  const subjects = [...new Set(plan.nodes.flatMap((node) => node.subjects))]
  const because = (reason: string) => ({ subjects, reason })
  const { components } = plan.deployment.design.topology
  const whole = { subjects: components.map(({ id }) => id).sort(), reason: 'What this topology is' }
  const document = new Document().add(overview(plan), whole)
  if (plan.nodes.length > 0) {
    document
      .add(['## Machines', '', ...machineTable(plan), ...surroundings(plan)], because('What runs where'))
      .add(preparation(plan), {
        subjects: [...subjects, ...plan.databases.map(({ database }) => database.component.id)],
        reason: 'What must be there first',
      })
      .add(
        ['## Installation', '', 'In this order; every step waits for the one before.'],
        because('Order of installation'),
      )
    steps(plan).forEach((step, index) => {
      const nodes = [...new Set(step.nodes.flatMap((node) => node.subjects))]
      const reason = `Step ${index + 1} of the installation`
      // Its number depends on the steps before it.
      document.add([`### ${index + 1}. ${step.title}`], { subjects: whole.subjects, reason })
      document.add(step.lines, { subjects: nodes, reason })
    })
    document
      .add(ports(plan), because('Ports of the servers'))
      .add(healthChecks(plan), because('How to see that a server works'))
      .add(verification(plan), because('How to see that the whole works'))
      .add(regionNotes(plan), because('What is peculiar to several regions'))
      .add(rollback(plan), because('How to change and undo'))
      .add(notCovered(plan), because('What is left to do by hand'))
  }
  return document.toFile('README.md')
}
