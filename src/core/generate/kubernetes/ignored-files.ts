import type { GeneratedFile } from '../../serialize/file-tree'
import { TracedText } from '../../serialize/traced-text'
import type { KubernetesPlan } from './plan'

/** What people and scripts put into the bundle's folder and must not commit: passwords, drivers of others, scratch. */
export function ignoredFiles(plan: KubernetesPlan): GeneratedFile {
  const because = {
    subjects: [...new Set(plan.releases.flatMap((release) => release.subjects))].sort(),
    reason: 'Passwords and scratch files stay out of version control',
  }
  return new TracedText()
    .add('security/secrets.env\nimages/drivers/\nclusters/*/helmfile-charts/\ndbscripts/', because)
    .toFile({ path: '.gitignore', language: 'text' })
}
