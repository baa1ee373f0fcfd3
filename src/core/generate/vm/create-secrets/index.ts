import type { GeneratedFile } from '../../../serialize/file-tree'
import FAIL from '../../shared/fail.sh?raw'
import type { Plan } from '../../shared/plan'
import { bodyOf } from '../../shared/script-body'
import { addArray, startScript } from '../../shared/script-header'
import { namesIn, SECRET_PATTERNS } from '../../shared/secrets'
import MAKE from './make.sh?raw'
import USAGE from './usage.sh?raw'

/**
 * Makes every secret that can be made, once, into a file that its owner alone can read. A secret that is there is never
 * replaced: what it opened would not open again.
 */
export function secretsScript(plan: Plan, files: readonly GeneratedFile[]): GeneratedFile {
  const used = new Set(
    files.filter(({ path }) => path.endsWith('/deployment.toml')).flatMap((file) => namesIn(file.content)),
  )
  const body = { subjects: [], reason: 'The same for every topology' }
  const secrets = {
    about: 'Name, the command that makes it (none: somebody else gives it), and what its value may be made of.',
    name: 'SECRETS',
    items: plan.secrets.all
      .filter(({ name }) => used.has(name))
      .map(({ name, make = '', form, subjects, use }) => ({
        item: `${name}|${make}|${SECRET_PATTERNS[form].pattern}`,
        subjects,
        reason: use,
      })),
  }
  const text = startScript('Makes the secrets of this topology in security/secrets.env. See --help.', body)
  addArray(text, secrets, body)
    .blank()
    .add(bodyOf(USAGE, FAIL, MAKE), body)
  return text.toFile({ path: 'security/create-secrets.sh', language: 'shell', executable: true })
}
