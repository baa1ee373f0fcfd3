import type { GeneratedFile } from '../../../serialize/file-tree'
import { bodyOf } from '../../shared/script-body'
import type { Cluster, KubernetesPlan } from '../plan'
import { CHANGES } from '../post-render/patch'
import { bashArray, chartLines, HERE, scriptFile, scriptText } from '../script'
import { addChecks } from './checks'
import HELPERS from './helpers.sh?raw'
import OPTIONS from './options.sh?raw'
import PAIR from './pair.sh?raw'
import RELEASE from './release.sh?raw'
import RENDER from './render.sh?raw'
import { addSteps, stopsAtOnce } from './steps'

/** Parts of an installation that `--without` leaves out; options.sh refuses all other names. */
const OPTIONAL = {
  ...CHANGES,
  budgets: 'disruption budgets that select the pods',
  policies: 'network policies for exactly the drawn connections',
}

export function installScript(plan: KubernetesPlan, cluster: Cluster): GeneratedFile {
  const path = `clusters/${cluster.name}/install.sh`
  const text = scriptText({
    path,
    about: [
      `Installs or upgrades the releases of the cluster ${cluster.name}, each when the one before it is ready.`,
      'Run create-secrets.sh first. Run this again after a change: it upgrades what is there.',
    ],
    usage: 'install.sh [options]',
    options: [
      ['--context NAME', 'kubectl context of the cluster; without it, the current one'],
      ['--charts FOLDER', "a checkout of WSO2's helm-apim at the tag below, instead of the chart repository"],
      ['--image-registry HOST/PATH', 'where images/build.sh pushed the images with the JDBC driver'],
      ['--timeout TIME', 'how long one release may take to become ready; 20m if not given'],
      ['--without NAMES', 'what to leave out of the following, separated by commas:'],
      ...Object.entries(OPTIONAL).map(([name, meaning]) => ['', `  ${name}: ${meaning}`] as const),
      ['--dry-run', 'render every release and print what would be done; nothing is changed'],
    ],
    because: { subjects: cluster.subjects, reason: `Steps for the cluster ${cluster.name}` },
  })
  text.add(HERE).add(chartLines(plan))
  text.add(bashArray('namespaces', cluster.namespaces))
  text.blank()
  text.add(bodyOf(OPTIONS))
  text.blank()
  text.add(bodyOf(HELPERS))
  text.blank()
  addChecks(text, plan, cluster)
  text.blank()
  text.add(bodyOf(RENDER, RELEASE))
  text.blank()
  if (cluster.releases.some(stopsAtOnce)) {
    text.add(bodyOf(PAIR))
    text.blank()
  }
  addSteps(text, plan, cluster)
  return scriptFile(text, path)
}
