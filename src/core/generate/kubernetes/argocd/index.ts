import { objectName } from '../../../releases/names'
import type { GeneratedFile } from '../../../serialize/file-tree'
import { shellWord } from '../../../serialize/shell'
import { TracedText } from '../../../serialize/traced-text'
import { noted, writeYaml, type YamlNode } from '../../../serialize/yaml'
import { bodyOf } from '../../shared/script-body'
import { passwordsAsValues } from '../install-script/passwords'
import RENDER from '../install-script/render.sh?raw'
import { releaseWords, stopsAtOnce, unpublished } from '../install-script/steps'
import type { Cluster, KubernetesPlan, Release } from '../plan'
import { chartLines, HERE, scriptFile, scriptText } from '../script'
import { CONTAINER, deploymentsOf } from '../services'
import { DEPLOYMENT } from '../values/common-values'
import OBJECTS from './objects.sh?raw'
import OPTIONS from './options.sh?raw'

/** Stands for the address that only the team knows; no server has a name that ends in `.invalid`. */
export const REPOSITORY_GAP = 'https://FILL-IN.invalid/repository.git'

/**
 * The cluster as one Application of Argo CD. Argo CD runs no post-renderer, so a script writes finished objects, the same
 * that install.sh makes, for the team to commit. Each carries its wave: a release is applied when the one before it is
 * healthy, and the second server of a pair when the first is.
 *
 * Source: Argo CD, user guide: sync waves, directory sources, API argoproj.io/v1alpha1; Kubernetes, kustomize:
 * AnnotationsTransformer and NamespaceTransformer, which leave pods' own metadata alone.
 */
export function argocdFiles(plan: KubernetesPlan, cluster: Cluster): GeneratedFile[] {
  if (cluster.releases.length === 0) return []
  return [application(plan, cluster), renderScript(plan, cluster)]
}

function application(plan: KubernetesPlan, cluster: Cluster): GeneratedFile {
  const because = {
    subjects: cluster.subjects,
    reason: `Argo CD keeps the cluster ${cluster.name} like the repository`,
  }
  const text = new TracedText()
  text.add(
    `# Argo CD keeps the cluster ${cluster.name} like your Git repository: first run render.sh beside this, and commit the bundle.
# Then: kubectl apply --filename clusters/${cluster.name}/argocd/application.yaml`,
    because,
  )
  const secrets = { script: [], 'external-secrets': ['external-secrets/*.yaml'], 'sealed-secrets': ['sealed/*.yaml'] }
  const include = ['manifests/*.yaml', ...secrets[plan.settings.secretDelivery], 'argocd/objects/*.yaml']
  const object: YamlNode = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: objectName(plan.deployment.design.name, cluster.name.slice(0, 30)), namespace: 'argocd' },
    spec: {
      project: 'default',
      source: {
        repoURL: noted(REPOSITORY_GAP, {
          comment: 'The only line to fill in: your repository with this bundle at its top.',
        }),
        targetRevision: 'HEAD',
        path: `clusters/${cluster.name}`,
        directory: { recurse: true, include: `{${include.join(',')}}` },
      },
      destination: {
        server: noted('https://kubernetes.default.svc', {
          comment: 'The cluster that Argo CD itself runs in; another one by the address that Argo CD knows it by.',
        }),
        namespace: cluster.namespaces[0] ?? plan.settings.namespace,
      },
      syncPolicy: {
        automated: { prune: false, selfHeal: true },
        syncOptions: ['ServerSideApply=true'],
        retry: { limit: 5, backoff: { duration: '30s', factor: 2, maxDuration: '10m' } },
      },
    },
  }
  return writeYaml(text, object, because).toFile({
    path: `clusters/${cluster.name}/argocd/application.yaml`,
    language: 'yaml',
  })
}

function renderScript(plan: KubernetesPlan, cluster: Cluster): GeneratedFile {
  const path = `clusters/${cluster.name}/argocd/render.sh`
  const how = { subjects: cluster.subjects, reason: 'Objects that Argo CD applies' }
  const text = scriptText({
    path,
    about: [
      `Writes the objects of the releases of the cluster ${cluster.name} into objects/, as install.sh would install them.`,
      'Run it after every change of values/ or post-render/, and commit what it writes. It needs no cluster.',
    ],
    usage: 'render.sh [options]',
    options: [
      ['--charts FOLDER', "a checkout of WSO2's helm-apim at the tag below, instead of the chart repository"],
      ['--image-registry HOST/PATH', 'where images/build.sh pushed its images'],
      ['--without NAMES', 'changes to leave out, separated by commas; install.sh --help says what there is'],
    ],
    because: how,
  })
  text.add(`${HERE}\nbundle="$here"\nhere="$here/.."`, how)
  text.add(chartLines(plan), how)
  text.blank().add(bodyOf(OPTIONS), how)
  text.blank().add(bodyOf(RENDER), how)
  text.blank().add(bodyOf(OBJECTS), how)
  const why = unpublished(plan, cluster)
  if (why !== undefined) {
    text.add(
      `if [[ -z $image_registry ]]; then
  printf '%s\\n' '${why} Give --image-registry with where images/build.sh pushed yours before you commit.' >&2
fi`,
      how,
    )
  }
  cluster.releases.forEach((release, at) => {
    text.blank()
    addRelease(text, plan, release, at)
  })
  text.blank().add(`printf 'Commit %s.\\n' "$bundle/objects"`, how)
  return scriptFile(text, path)
}

/** Two waves for each release: the second server of a pair follows the first. Wave 0 is what the charts do not make. */
export function waveOf(at: number, second: boolean): number {
  return 2 * at + (second ? 2 : 1)
}

function addRelease(text: TracedText, plan: KubernetesPlan, release: Release, at: number): void {
  const because = { subjects: release.subjects, reason: `Installs ${release.name}` }
  const passwords = passwordsAsValues(plan, release)
  for (const [key, secret] of passwords) {
    if (ownVariable(key) === undefined) text.add(`by_name ${key} ${variableOf(secret)}`, because)
  }
  const words = releaseWords(plan, release).map((word) => shellWord(word))
  text.add(`render ${words.join(' ')} \${values[@]+"\${values[@]}"}`, because)
  const second = stopsAtOnce(release) ? deploymentsOf(release)[1] : undefined
  const variables = new Map(passwords.map(([key, secret]) => [ownVariable(key) ?? variableOf(secret), secret]))
  for (const [variable, secret] of variables) {
    text.add(
      `variable ${deploymentsOf(release).join(',')} ${CONTAINER[release.kind]} ${variable} ${plan.names.credentials} ${secret}`,
      because,
    )
  }
  text.add(
    [
      'objects',
      release.name,
      release.namespace,
      String(waveOf(at, false)),
      String(waveOf(at, true)),
      second ?? "''",
    ].join(' '),
    because,
  )
}

/** A variable of the pods that the chart itself would make: the Secret fills it, for nobody reads names inside its text. */
function ownVariable(key: string): string | undefined {
  const parent = `${DEPLOYMENT}.envs.`
  return key.startsWith(parent) ? key.slice(parent.length) : undefined
}

/** In the pod's environment, from the Secret: the charts before 4.6 take some passwords as text of the configuration. */
function variableOf(secret: string): string {
  return `APIM_${secret.toUpperCase().replace(/-/g, '_')}`
}
