import { generateKubernetes } from '../generate/kubernetes'
import { generateVm } from '../generate/vm'
import { diagnose, kubernetesFindings, singlePointFindings, unresolvedOf } from '../rules'
import type { Diagnosis } from '../rules/support/rule'
import type { Bundle, GeneratedFile, Target } from '../serialize/file-tree'
import type { Deployment } from '../wiring/deployment'
import { checkSums, designFile } from './common-files'
import { markDraft } from './draft'
import { withFindings } from './findings-section'

const GENERATORS: Readonly<Record<Target, (deployment: Deployment) => readonly GeneratedFile[]>> = {
  vm: generateVm,
  kubernetes: generateKubernetes,
}

/**
 * Everything that one target gets: the generator's files, the topology itself, and the check sums. The same deployment
 * gives the same bytes, whatever the order in which it was drawn. With errors, and findings that leave a gap in a file, the bundle
 * is a draft: its name, its runbook and every affected file say so.
 *
 * `diagnoses` saves a second diagnosis where the caller has one of this same deployment.
 *
 * Throws when a generator gives a path that leaves the bundle or that another file has: a fault of ours.
 */
export function generate(
  deployment: Deployment,
  target: Target,
  diagnoses: readonly Diagnosis[] = diagnose(deployment),
): Bundle {
  const ofTarget = target === 'kubernetes' ? kubernetesFindings(deployment, diagnoses) : []
  const found = [...diagnoses, ...ofTarget]
  const errors = unresolvedOf(found)
  const known = [...found, ...singlePointFindings(deployment)]
  const generated = GENERATORS[target](deployment)
  const explained = generated.map((file) => (file.path === 'README.md' ? withFindings(file, known) : file))
  const marked = errors.length > 0 ? markDraft(explained, errors) : explained
  const files = sortedBy('path', [...marked, designFile(deployment)])
  requirePlainPaths(files)
  return {
    target,
    name: `${deployment.design.name}-${target}${errors.length > 0 ? '-draft' : ''}`,
    draft: errors.length > 0,
    unresolved: errors.map(({ message }) => message),
    files: sortedBy('path', [...files, checkSums(files)]),
  }
}

/** By code unit, not by locale: the order is part of the bytes. */
function sortedBy<K extends string, T extends { readonly [key in K]: string }>(key: K, items: readonly T[]): T[] {
  return [...items].sort((a, b) => (a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : 0))
}

function requirePlainPaths(sorted: readonly GeneratedFile[]): void {
  for (const [index, { path }] of sorted.entries()) {
    if (!isPlainPath(path))
      throw new Error(`generated path leaves the bundle or is not portable: ${JSON.stringify(path)}`)
    if (sorted[index + 1]?.path === path) throw new Error(`two generated files have the path ${path}`)
  }
}

const PART = /^[A-Za-z0-9._@+-]+$/

/** Letters, digits and `._@+-` between slashes: the same on every file system, quoted nowhere. */
function isPlainPath(path: string): boolean {
  return path.split('/').every((part) => PART.test(part) && part !== '.' && part !== '..')
}
