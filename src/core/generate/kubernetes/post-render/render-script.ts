import type { GeneratedFile } from '../../../serialize/file-tree'
import { shellWord } from '../../../serialize/shell'
import type { TracedText } from '../../../serialize/traced-text'
import { bodyOf } from '../../shared/script-body'
import type { Cluster, KubernetesPlan } from '../plan'
import { HERE, scriptFile, scriptText } from '../script'
import BUILD from './build.sh?raw'
import { keyManagerReplacement } from './key-manager'
import ONCE from './once.sh?raw'
import OPTIONS from './options.sh?raw'
import REPLACE from './replace.sh?raw'

/**
 * Reads what Helm rendered of one release and writes what is installed.
 * Source of the probe that is there twice: helm-apim 4.5.x and 4.6.x, distributed/key-manager, `wso2am-km-deployment.yaml`.
 */
export function renderScript(plan: KubernetesPlan, cluster: Cluster): GeneratedFile {
  const path = `clusters/${cluster.name}/post-render/render.sh`
  const text = scriptText({
    path,
    about: [
      'Changes what Helm rendered of one release: reads it from the standard input and writes the changed objects.',
      'install.sh runs it on what "helm template" says. It is no --post-renderer of Helm 4, which in 4.1 stops at the',
      "rows of dashes above the templates of WSO2's charts; Helm 3 can run it as one.",
    ],
    usage: 'render.sh [options] RELEASE',
    options: [['--without NAMES', 'changes to leave out, separated by commas; install.sh --help says what there is']],
    because: { subjects: cluster.subjects, reason: `Changes for the cluster ${cluster.name}` },
  })
  text.add(HERE)
  text.add(bodyOf(OPTIONS))
  text.blank()
  const repeats = plan.facts.charts.repeatedProbe && cluster.releases.some(({ kind }) => kind === 'key-manager')
  text.add(repeats ? bodyOf(ONCE) : 'cat >"$work/rendered.yaml"')
  text.blank()
  text.add(bodyOf(BUILD))
  addReplacements(text, plan, cluster)
  return scriptFile(text, path)
}

function addReplacements(text: TracedText, plan: KubernetesPlan, cluster: Cluster): void {
  const found = cluster.releases.flatMap((release) => {
    const replacement = keyManagerReplacement(plan, release)
    return replacement ? [{ name: release.name, ...replacement }] : []
  })
  if (found.length === 0) {
    text.add('cat "$work/changed"')
    return
  }
  text.blank()
  text.add(bodyOf(REPLACE))
  text.blank()
  text.add(`if [[ $without == *,key-manager,* ]]; then release=''; fi
case $release in`)
  for (const { name, service, url, because } of found) {
    text.add(`  ${shellWord(name)}) replace ${shellWord(service)} ${shellWord(url)} ;;`, because)
  }
  text.add(`  *) cat "$work/changed" ;;
esac`)
}
