import { objectName } from '../../releases/names'
import type { GeneratedFile } from '../../serialize/file-tree'
import { shellWord } from '../../serialize/shell'
import { TracedText } from '../../serialize/traced-text'
import { noted, writeYaml, type YamlNode } from '../../serialize/yaml'
import { passwordsAsValues } from './install-script/passwords'
import { RENDER } from './install-script/release-functions'
import { releaseWords, stopsAtOnce, unpublished } from './install-script/steps'
import type { Cluster, Plan, Release } from './plan'
import { HERE, scriptFile, scriptText } from './script'
import { CONTAINER, deploymentsOf } from './services'
import { DEPLOYMENT } from './values/common-values'

/** Stands for the address that only the team knows; no server has a name that ends in `.invalid`. */
export const REPOSITORY_GAP = 'https://FILL-IN.invalid/repository.git'

/**
 * The cluster as one Application of Argo CD. Argo CD runs no post-renderer, so a script writes finished objects, the same
 * that install.sh makes, for the team to commit. Each carries its wave: a release is applied when the one before it is
 * healthy, and the second server of a pair when the first is.
 *
 * Source: Argo CD, user guide: sync waves, directory sources, API argoproj.io/v1alpha1.
 */
export function argocdFiles(plan: Plan, cluster: Cluster): GeneratedFile[] {
  if (cluster.releases.length === 0) return []
  return [application(plan, cluster), renderScript(plan, cluster)]
}

function application(plan: Plan, cluster: Cluster): GeneratedFile {
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

function renderScript(plan: Plan, cluster: Cluster): GeneratedFile {
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
  text.add(
    `${HERE}
bundle="$here"
here="$here/.."
chart_version=${plan.facts.charts.release}
chart_tag=all-in-one-${plan.facts.charts.release}`,
    how,
  )
  text.blank().add(SETUP, how)
  text.blank().add(RENDER, how)
  text.blank().add(OBJECTS, how)
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

function addRelease(text: TracedText, plan: Plan, release: Release, at: number): void {
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

const SETUP = `charts=''
image_registry=''
without=''
while (($# > 0)); do
  case $1 in
    --charts) charts="\${2:?--charts needs a folder}"; shift 2 ;;
    --image-registry) image_registry="\${2:?--image-registry needs HOST/PATH}"; shift 2 ;;
    --without) without="\${2:?--without needs names such as spread}"; shift 2 ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
need helm kubectl
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir -p "$bundle/objects"
if [[ -z $charts ]]; then
  helm repo add wso2 https://helm.wso2.com --force-update >/dev/null
  helm repo update wso2 >/dev/null
fi`

/** Source: Kubernetes, kustomize: AnnotationsTransformer and NamespaceTransformer, which leave pods' own metadata alone. */
const OBJECTS = `patches=()
values=()

# by_name KEY VARIABLE: a password that the chart takes as text; the server reads it from its environment.
by_name() {
  values+=(--set-string "$1=\\$env{$2}")
}

# variable DEPLOYMENTS CONTAINER VARIABLE SECRET KEY: the pods get a password from the Secret, and no file has it.
variable() {
  local deployment file
  for deployment in \${1//,/ }; do
    file="variable-$deployment-$3.yaml"
    printf 'apiVersion: apps/v1\\nkind: Deployment\\nmetadata:\\n  name: %s\\nspec:\\n  template:\\n    spec:\\n      containers:\\n        - name: %s\\n          env:\\n            - name: %s\\n              valueFrom:\\n                secretKeyRef:\\n                  name: %s\\n                  key: %s\\n' \\
      "$deployment" "$2" "$3" "$4" "$5" >"$work/$file"
    patches+=("$file|$deployment")
  done
}

# objects RELEASE NAMESPACE WAVE LATER_WAVE SECOND: the rendered objects with namespace and wave; SECOND is applied later.
objects() {
  local name=$1 file
  mv "$work/$name/objects.yaml" "$work/objects.yaml"
  printf 'apiVersion: builtin\\nkind: NamespaceTransformer\\nmetadata:\\n  name: namespace\\n  namespace: %s\\nunsetOnly: true\\n' "$2" >"$work/namespace.yaml"
  printf 'apiVersion: builtin\\nkind: AnnotationsTransformer\\nmetadata:\\n  name: wave\\nannotations:\\n  argocd.argoproj.io/sync-wave: "%s"\\nfieldSpecs:\\n  - path: metadata/annotations\\n    create: true\\n' "$3" >"$work/wave.yaml"
  {
    printf 'resources: [objects.yaml]\\ntransformers: [namespace.yaml, wave.yaml'
    if [[ -n $5 ]]; then printf ', later.yaml'; fi
    printf ']\\npatches:\\n'
    for file in \${patches[@]+"\${patches[@]}"}; do printf '  - path: %s\\n    target:\\n      kind: Deployment\\n      name: %s\\n' "\${file%|*}" "\${file#*|}"; done
  } >"$work/kustomization.yaml"
  if [[ -n $5 ]]; then
    printf 'apiVersion: builtin\\nkind: PatchTransformer\\nmetadata:\\n  name: later\\ntarget:\\n  kind: Deployment\\n  name: %s\\npatch: |\\n  - op: replace\\n    path: /metadata/annotations/argocd.argoproj.io~1sync-wave\\n    value: "%s"\\n' "$5" "$4" >"$work/later.yaml"
  fi
  kubectl kustomize "$work" >"$work/finished.yaml"
  command install -m 0644 "$work/finished.yaml" "$bundle/objects/$name.yaml"
  printf 'Wrote: %s, %s objects\\n' "objects/$name.yaml" "$(grep -c '^kind:' "$bundle/objects/$name.yaml")"
  patches=()
  values=()
}`
