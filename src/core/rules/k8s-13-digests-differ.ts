import { KINDS } from '../kinds'
import { textOf } from '../model/properties'
import type { ServerGroup } from '../wiring/deployment'
import { sayFix } from './support/fixes'
import { namesOf, subjectsOf } from './support/redundant-sets'
import type { Finding, Rule } from './support/rule'

export const digestsDiffer: Rule = {
  code: 'K8S-13',
  title: 'Servers of one release pin different images',
  severity: 'medium',
  why: 'A release runs all its pods from one image, so the bundle can pin none of them, and a tag may move.',
  source: 'helm-apim, wso2.deployment.image.digest: one value for all pods of a release',
  check: (deployment) => deployment.groups.flatMap(judge),
}

function judge({ kind, members }: ServerGroup): Finding[] {
  if (KINDS[kind].server === undefined) return []
  const pinned = members.filter(({ component }) => textOf(component, 'imageDigest') !== undefined)
  const digests = [...new Set(pinned.map(({ component }) => textOf(component, 'imageDigest') ?? ''))]
  const [first] = digests
  if (first === undefined || digests.length < 2) return []
  const ids = subjectsOf(pinned)
  return [
    {
      code: 'K8S-13',
      severity: 'medium',
      message: `${namesOf(pinned)} are one release and name ${digests.length} image digests, so none is pinned.`,
      subjects: ids,
      remedy: 'Give all of them the digest of the image that they shall run.',
      fix: sayFix(`Pin all of them to ${first.slice(0, 'sha256:'.length + 12)}`, ids, { imageDigest: first }),
    },
  ]
}
