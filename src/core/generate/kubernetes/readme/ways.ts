import { code, codeBlock } from '../../../serialize/markdown'
import type { Runbook } from '../../shared/runbook'
import type { KubernetesPlan } from '../plan'
import { contextOption } from './contexts'
import { clustersInOrder, installedAtFirst, registryOption } from './install'

/** What else than install.sh brings the same objects into a cluster. */
export function otherWays(text: Runbook, plan: KubernetesPlan): void {
  if (plan.clusters.length === 0) return
  const subjects = plan.clusters.flatMap((cluster) => cluster.subjects)
  const registry = registryOption(plan) !== ''
  const clusters = clustersInOrder(installedAtFirst(plan))
  text.heading(2, 'Other ways to install', subjects)
  text.lines(
    [
      `Instead of the step Releases, with the same result. Do all steps before it first, and choose one way for good: each keeps its own books.`,
    ],
    subjects,
  )
  text.lines(
    [
      `**Helmfile**, for teams that keep all their releases in one. It works in the current context; ${code('helmfile-hook.sh')} renders the charts, applies what they lack, and lets the nodes of a pair follow each other. Charts that are checked out are given by their full path: ${code('export HELM_APIM="$PWD/../helm-apim"')}.`,
      '',
      ...codeBlock('sh', [
        ...(registry ? ['export IMAGE_REGISTRY="$REGISTRY"'] : []),
        ...clusters.flatMap(({ name }) => [
          ...(plan.clusters.length > 1 ? [`kubectl config use-context ${name}`] : []),
          `helmfile --file clusters/${name}/helmfile.yaml sync`,
        ]),
      ]),
    ],
    subjects,
  )
  const git =
    plan.settings.secretDelivery === 'script' ? ' Secrets stay out of it: create-secrets.sh has made them.' : ''
  text.lines(
    [
      `**Argo CD**, for teams whose Git repository says what runs. Argo CD runs no post-renderer, so render.sh writes finished objects to commit; each release waits for the one before it by its sync wave. In ${code('argocd/application.yaml')} one line is to be filled in: the address of your repository, with this bundle at its top.${git}`,
      '',
      ...codeBlock('sh', [
        ...clusters.map(({ name }) => `clusters/${name}/argocd/render.sh${registryOption(plan)}`),
        'git add --all && git commit --message "WSO2 API Manager" && git push',
        ...clusters.map(
          ({ name }) => `kubectl${contextOption(plan, name)} apply --filename clusters/${name}/argocd/application.yaml`,
        ),
      ]),
    ],
    subjects,
  )
}
