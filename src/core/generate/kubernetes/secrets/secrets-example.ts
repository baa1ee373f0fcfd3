import type { GeneratedFile } from '../../../serialize/file-tree'
import { TracedText } from '../../../serialize/traced-text'
import type { KubernetesPlan } from '../plan'
import { credentialsOf } from './credentials'

/** What to fill in, for scripts that read `security/secrets.env`: empty values are made at random where that is possible. */
export function secretsExample(plan: KubernetesPlan): GeneratedFile {
  const text = new TracedText()
  text.add(`# Copy this to secrets.env, readable by you alone, and fill in what must be given; keep it out of version control.
# clusters/*/create-secrets.sh and databases/*/create.sh read it. Variables of the environment go first.`)
  const credentials = new Map(
    plan.clusters.flatMap((cluster) => credentialsOf(plan, cluster).map((item) => [item.variable, item] as const)),
  )
  for (const given of [true, false]) {
    const group = [...credentials.values()].filter(({ make }) => (make === undefined) === given)
    if (group.length === 0) continue
    text.blank()
    text.add(given ? '# To be given.' : '# Made at random when empty.')
    for (const { variable, reason, subjects } of group) {
      text.add(`# ${reason}.`, { subjects, reason })
      text.add(`${variable}=`, { subjects, reason })
    }
  }
  return text.toFile({ path: 'security/secrets.env.example', language: 'properties' })
}
