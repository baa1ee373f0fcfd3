import type { Id } from '../../../model/design'
import type { GeneratedFile } from '../../../serialize/file-tree'
import type { Plan } from '../../shared/plan'
import { Runbook } from '../../shared/runbook'
import { healthChecks, notCovered, ports, regionNotes, rollback, verification } from './operation'
import { machineTable, overview, surroundings } from './overview'
import { preparation } from './preparation'
import { recovery } from './recovery'
import { steps } from './runbook'

/** The runbook of this topology. Free text of the drawing is escaped and on one line. */
export function readmeFile(plan: Plan): GeneratedFile {
  const text = new Runbook()
  const everything = plan.deployment.design.topology.components.map(({ id }) => id).sort()
  text.lines(overview(plan), everything, 'What this topology is')
  if (plan.nodes.length > 0) {
    const servers = [...new Set(plan.nodes.flatMap((node) => node.subjects))]
    addInstallation(text, plan, servers, everything)
    addOperation(text, plan, servers)
  }
  return text.toFile()
}

/** What runs where, what must be there first, and the steps up to a running deployment. */
function addInstallation(text: Runbook, plan: Plan, servers: readonly Id[], everything: readonly Id[]): void {
  const databases = plan.databases.map(({ database }) => database.component.id)
  text.lines(['## Machines', '', ...machineTable(plan), ...surroundings(plan)], servers, 'What runs where')
  text.lines(preparation(plan), [...servers, ...databases], 'What must be there first')
  text.lines(
    ['## Installation', '', 'In this order; every step waits for the one before.'],
    servers,
    'Order of installation',
  )
  steps(plan).forEach(({ title, lines, nodes }, index) => {
    const reason = `Step ${index + 1} of the installation`
    // Its number depends on the steps before it.
    text.lines([`### ${index + 1}. ${title}`], everything, reason)
    text.lines(lines, [...new Set(nodes.flatMap((node) => node.subjects))], reason)
  })
}

/** What comes after the installation. */
function addOperation(text: Runbook, plan: Plan, servers: readonly Id[]): void {
  text.lines(ports(plan), servers, 'Ports of the servers')
  text.lines(healthChecks(plan), servers, 'How to see that a server works')
  text.lines(verification(plan), servers, 'How to see that the whole works')
  text.lines(regionNotes(plan), servers, 'What is peculiar to several regions')
  for (const { lines, subjects } of recovery(plan)) {
    text.lines(lines, [...servers, ...subjects], 'A datacenter stands by for another')
  }
  text.lines(rollback(plan), servers, 'How to change and undo')
  text.lines(notCovered(plan), servers, 'What is left to do by hand')
}
