import type { GeneratedFile } from '../../../serialize/file-tree'
import { shellWord } from '../../../serialize/shell'
import type { TracedText } from '../../../serialize/traced-text'
import { bodyOf } from '../../shared/script-body'
import type { KubernetesPlan } from '../plan'
import { bashArray, HERE, optionLoop, scriptFile, scriptText, usageOf } from '../script'
import CERTIFICATES from './certificates.sh?raw'
import { checksOf } from './checks'
import CONNECTIONS from './connections.sh?raw'
import HELPERS from './helpers.sh?raw'
import OBJECTS from './objects.sh?raw'
import { verifyOptions } from './options'
import PODS from './pods.sh?raw'
import RUN from './run.sh?raw'
import SAME from './same.sh?raw'
import SETUP from './setup.sh?raw'
import USE_ONE from './use-cluster/one.sh?raw'
import USE_SEVERAL from './use-cluster/several.sh?raw'
import WAYS_IN from './ways-in.sh?raw'

/** Digests of what must be equal are made in the pod; the values themselves stay there. */
const CHECKS = bodyOf(HELPERS, OBJECTS, PODS, CONNECTIONS, CERTIFICATES, WAYS_IN, SAME)

/**
 * Checks running clusters from the inside out: pods, what each must reach, what must be equal everywhere, certificates,
 * ways in, and public names. It changes nothing and prints no secret.
 */
export function verifyFile(plan: KubernetesPlan): GeneratedFile {
  const path = 'verify/verify.sh'
  const several = plan.clusters.length > 1
  const options = verifyOptions(several)
  const subjects = [...new Set(plan.clusters.flatMap((cluster) => cluster.subjects))]
  const body = { subjects, reason: 'The same for every topology' }
  const text = scriptText({
    path,
    about: [
      'Checks what runs: pods, each connection of the drawing from a pod that opens it, Secrets that must be equal,',
      'certificates, ways in and public names. It changes nothing, and prints no secret: those are compared by digests.',
    ],
    usage: 'verify.sh [options]',
    options: usageOf(options),
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
  text.blank().add("contexts=()\nonly=()\nwithout=''\naddress=''", body)
  text.add(optionLoop(options), body)
  text.add(bodyOf(SETUP, several ? USE_SEVERAL : USE_ONE), body)
  text.blank().add(CHECKS, body)
  text.blank().add('checks_of() {\n  case $1 in', body)
  for (const cluster of plan.clusters) addCluster(text, plan, cluster)
  text.add('  esac\n}', body)
  text.blank().add(bodyOf(RUN), body)
  return scriptFile(text, path)
}

function addCluster(text: TracedText, plan: KubernetesPlan, cluster: KubernetesPlan['clusters'][number]): void {
  const because = { subjects: cluster.subjects, reason: `Checks of the cluster ${cluster.name}` }
  text.add(`    ${shellWord(cluster.name)})`, because)
  for (const { call, subjects, reason } of checksOf(plan, cluster)) {
    text.add(`      ${call.map((word) => (word === '' ? "''" : shellWord(word))).join(' ')}`, { subjects, reason })
  }
  text.add('      ;;', because)
}
