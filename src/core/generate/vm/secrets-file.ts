import type { GeneratedFile } from '../../serialize/file-tree'
import { TracedText } from '../../serialize/traced-text'
import type { Plan } from '../shared/plan'
import { namesIn, SECRET_PATTERNS } from '../shared/secrets'

/** Names of all secrets with nothing behind them: the values are made on the spot and stay out of the bundle. */
export function secretsFile(plan: Plan, files: readonly GeneratedFile[]): GeneratedFile {
  const used = new Map<string, string[]>()
  for (const node of plan.nodes) {
    const toml = files.find((file) => file.path === `${node.folder}/repository/conf/deployment.toml`)
    for (const name of namesIn(toml?.content ?? '')) used.set(name, [...(used.get(name) ?? []), node.name])
  }
  const text = new TracedText()
    .add(
      '# Secrets of this topology, as NAME=value. create-secrets.sh makes secrets.env with a value for all that can be made;',
    )
    .add('# by hand: install -m 0600 secrets.env.example secrets.env, give every name a value, and keep it.')
    .add(
      '# install.sh takes from it what its server needs. Remove it from machines afterwards; keep it in a safe place.',
    )
    .add('# Values stand as they are, without quotes.')
  for (const secret of plan.secrets.all) {
    const servers = used.get(secret.name)
    if (!servers) continue
    const because = { subjects: secret.subjects, reason: secret.use }
    text.blank().add(`# ${secret.use}`, because)
    text.add(
      `# On ${servers.length === plan.nodes.length ? 'every server' : servers.join(', ')}. Must be ${SECRET_PATTERNS[secret.form].rule}.`,
      because,
    )
    if (secret.make !== undefined) text.add(`# Make one with: ${secret.make}`, because)
    text.add(`${secret.name}=`, because)
  }
  return text.toFile({ path: 'security/secrets.env.example', language: 'ini' })
}
