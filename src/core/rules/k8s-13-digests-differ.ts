import { KINDS } from '../kinds'
import { textOf } from '../kinds/properties'
import { sayFix } from './support/fixes'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const digestsDiffer = defineRule({
  code: 'K8S-13',
  title: 'Servers of one release pin different images',
  severity: 'medium',
  why: 'A release runs all its pods from one image, so the bundle can pin none of them, and a tag may move.',
  source: 'helm-apim, wso2.deployment.image.digest: one value for all pods of a release',
  remedy: 'Give all of them the digest of the image that they shall run.',
  check: (deployment, say) => {
    for (const { kind, members } of deployment.groups) {
      const pinned = members.flatMap((member) => {
        const digest = textOf(member.component, 'imageDigest')
        return digest === undefined ? [] : [{ member, digest }]
      })
      const digests = new Set(pinned.map(({ digest }) => digest))
      const [first] = digests
      if (KINDS[kind].server === undefined || first === undefined || digests.size < 2) continue
      const servers = pinned.map(({ member }) => member)
      say.finding({
        message: `${namesOf(servers)} are one release and name ${digests.size} image digests, so none is pinned.`,
        subjects: subjectsOf(servers),
        fix: sayFix(`Pin all of them to ${first.slice(0, 'sha256:'.length + 12)}`, subjectsOf(servers), {
          imageDigest: first,
        }),
      })
    }
  },
})
