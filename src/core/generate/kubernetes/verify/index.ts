import type { GeneratedFile } from '../../../serialize/file-tree'
import { shellWord } from '../../../serialize/shell'
import type { TracedText } from '../../../serialize/traced-text'
import type { Plan } from '../plan'
import { bashArray, HERE, scriptFile, scriptText } from '../script'
import { CHECKS, END, OPTIONS } from './body'
import { checksOf } from './checks'

/**
 * Checks running clusters from the inside out: pods, what each must reach, what must be equal everywhere, certificates,
 * ways in, and public names. It changes nothing and prints no secret.
 */
export function verifyFile(plan: Plan): GeneratedFile {
  const path = 'verify/verify.sh'
  const several = plan.clusters.length > 1
  const subjects = [...new Set(plan.clusters.flatMap((cluster) => cluster.subjects))]
  const body = { subjects, reason: 'The same for every topology' }
  const text = scriptText({
    path,
    about: [
      'Checks what runs: pods, each connection of the drawing from a pod that opens it, Secrets that must be equal,',
      'certificates, ways in and public names. It changes nothing, and prints no secret: those are compared by digests.',
    ],
    usage: 'verify.sh [options]',
    options: [
      several
        ? ['--context CLUSTER=NAME', 'kubectl context of a cluster; the name of the cluster if not given']
        : ['--context NAME', 'kubectl context of the cluster; without it, the current one'],
      ...(several ? ([['--cluster NAME', 'checks this cluster alone; may be given several times']] as const) : []),
      ['--without NAMES', 'what install.sh left out, separated by commas: budgets, policies'],
      ['--address ADDRESS', 'where the public names lead to, while DNS does not know them yet'],
    ],
    because: { subjects, reason: 'Checks of the drawn servers' },
  })
  text.add(HERE, body)
  text.add(
    bashArray(
      'clusters',
      plan.clusters.map(({ name }) => name),
    ),
    {
      subjects,
      reason: 'Clusters of the drawing',
    },
  )
  text.blank().add(OPTIONS(several), body)
  text.blank().add(CHECKS, body)
  text.blank().add('checks_of() {\n  case $1 in', body)
  for (const cluster of plan.clusters) addCluster(text, plan, cluster)
  text.add('  esac\n}', body)
  text.blank().add(END, body)
  return scriptFile(text, path)
}

function addCluster(text: TracedText, plan: Plan, cluster: Plan['clusters'][number]): void {
  const because = { subjects: cluster.subjects, reason: `Checks of the cluster ${cluster.name}` }
  text.add(`    ${shellWord(cluster.name)})`, because)
  for (const { call, subjects, reason } of checksOf(plan, cluster)) {
    text.add(`      ${call.map((word) => (word === '' ? "''" : shellWord(word))).join(' ')}`, { subjects, reason })
  }
  text.add('      ;;', because)
}
