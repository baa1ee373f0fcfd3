import type { GeneratedFile } from '../../../serialize/file-tree'
import { markdownText } from '../../../serialize/markdown'
import { Runbook } from '../../shared/runbook'
import type { Crossing } from '../crossings'
import type { KubernetesPlan } from '../plan'
import { files } from './files'
import { steps } from './install'
import { names } from './names'
import { limitations, operations, verification } from './operation'
import { overview, prerequisites } from './overview'
import { recovery } from './recovery'
import { renewals } from './renewal'
import { troubles } from './troubles'
import { otherWays } from './ways'

/** The runbook of this topology: what to have, what to run in which order, how to check it and how to go back. */
export function readmeFile(plan: KubernetesPlan, crossings: readonly Crossing[]): GeneratedFile {
  const text = new Runbook()
  const { design } = plan.deployment
  const everything = [...plan.deployment.component.keys()].sort()
  text.heading(1, `${markdownText(design.title)} on Kubernetes`, everything)
  text.lines(
    [
      `WSO2 API Manager ${plan.facts.version}, installed with WSO2's own Helm charts ${plan.facts.charts.release}. This bundle holds values for them, the objects that they do not make, and scripts that do the steps below: in the end, one ${plan.clusters.length > 1 ? 'install.sh for each cluster' : 'install.sh'}.`,
    ],
    everything,
  )
  overview(text, plan)
  prerequisites(text, plan)
  steps(text, plan, crossings)
  otherWays(text, plan)
  names(text, plan, crossings)
  verification(text, plan)
  operations(text, plan)
  recovery(text, plan)
  renewals(text, plan)
  troubles(text, plan)
  limitations(text, plan)
  files(text, plan)
  return text.toFile()
}
