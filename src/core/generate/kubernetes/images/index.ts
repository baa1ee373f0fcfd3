import type { GeneratedFile } from '../../../serialize/file-tree'
import { shellWord } from '../../../serialize/shell'
import { type Provenance, TracedText } from '../../../serialize/traced-text'
import { JDBC } from '../../shared/jdbc'
import { bodyOf } from '../../shared/script-body'
import type { KubernetesPlan } from '../plan'
import { HERE, scriptFile, scriptText } from '../script'
import { baseImageOf, derivationOf, type Image, imageNameOf, imageOf } from '../values/common-values'
import BUILD from './build.sh?raw'

/** An image that the bundle builds: WSO2's, with the JDBC driver of its database, or open to OpenShift's group, or both. */
export interface DerivedImage {
  /** `wso2am-acp` */
  readonly name: string
  readonly base: Image
  readonly tag: string
  readonly driver?: { readonly name: string; readonly jar: string }
  readonly openshift: boolean
  readonly dockerfile: string
  readonly because: Provenance
}

/** Images that the releases of the bundle run and WSO2 does not publish, each once. Control plane and Key Manager share one. */
export function derivedImages(plan: KubernetesPlan): readonly DerivedImage[] {
  const found = new Map<string, DerivedImage>()
  for (const release of plan.releases) {
    const derivation = derivationOf(plan, release)
    if (!derivation) continue
    const { dbms, openshift } = derivation
    const name = imageNameOf(release)
    const { tag } = imageOf(plan, release)
    const dialect = dbms && JDBC[dbms]
    const known = found.get(`${name}:${tag}`)
    const subjects = [...(known?.because.subjects ?? []), ...release.subjects]
    found.set(`${name}:${tag}`, {
      name,
      base: baseImageOf(plan, release),
      tag,
      ...(dialect && { driver: { name: dialect.jar.name, jar: dialect.jar.pattern } }),
      openshift,
      dockerfile: [`Dockerfile.${name}`, ...(dbms ? [dbms] : []), ...(openshift ? ['openshift'] : [])].join('-'),
      because: {
        subjects: [...new Set(subjects)].sort(),
        reason: [
          ...(dialect ? [`They open a ${dialect.label} database`] : []),
          ...(openshift ? ['OpenShift runs them under a user of its own, in group 0'] : []),
        ].join('; '),
      },
    })
  }
  return [...found.values()].sort((a, b) => (a.dockerfile < b.dockerfile ? -1 : 1))
}

export function imageFiles(plan: KubernetesPlan): GeneratedFile[] {
  const images = derivedImages(plan)
  return images.length === 0 ? [] : [...images.map(dockerfile), buildScript(plan, images)]
}

const OPEN_TO_GROUP_0 = [
  "# OpenShift's user is in group 0, which gets the rights of the owner.",
  'USER root',
  'RUN chgrp -R 0 /home/wso2carbon && chmod -R g=u /home/wso2carbon',
  'USER wso2carbon',
]

/**
 * The driver goes in before the rights are set. Source: docker-apim 4.5.x to 4.7.x (user, group and home of the images);
 * docs-apim, Kubernetes overview and OpenShift deployment overview.
 */
function dockerfile({ name, base, tag, driver, openshift, dockerfile: file, because }: DerivedImage): GeneratedFile {
  const text = new TracedText()
  if (driver) {
    text.add(`# ${name} with the JDBC driver: ${driver.name}. Put its jar into images/drivers/ first.`, because)
  } else {
    text.add(`# ${name} for OpenShift, which runs it under a user of its own.`, because)
  }
  text.add(`ARG BASE=${base.registry}/${base.repository}:${base.tag}`, because).add('FROM $BASE', because)
  if (driver) {
    text.add(
      `COPY --chown=wso2carbon:wso2 drivers/${driver.jar} \${WSO2_SERVER_HOME}/repository/components/lib/`,
      because,
    )
  }
  if (openshift) {
    text.add(OPEN_TO_GROUP_0.join('\n'), because)
  }
  return text
    .add(`LABEL org.opencontainers.image.version="${tag}"`)
    .toFile({ path: `images/${file}`, language: 'text' })
}

function buildScript(plan: KubernetesPlan, images: readonly DerivedImage[]): GeneratedFile {
  const path = 'images/build.sh'
  const drivers = images.some(({ driver }) => driver !== undefined)
  const text = scriptText({
    path,
    about: [
      'Builds the images that the values name and WSO2 does not publish, and pushes them to your registry.',
      ...(drivers
        ? ['The product may not ship JDBC drivers: put their jars into the folder drivers/ beside this script.']
        : []),
    ],
    usage: 'build.sh --registry HOST/PATH [options]',
    options: [
      ['--registry HOST/PATH', 'where the images go, such as registry.acme.com/apim; install.sh gets the same'],
      ['--base HOST/PATH', `where WSO2's images come from; ${baseOf(plan)} if not given`],
      ['--platform NAME', 'platform of the cluster nodes; linux/amd64 if not given'],
      ['--no-push', 'build only'],
    ],
    because: {
      subjects: [...new Set(images.flatMap(({ because }) => because.subjects))],
      reason: drivers ? 'They open a database' : 'They run on OpenShift',
    },
  })
  text.add(`${HERE}\nregistry=''\nbase=${baseOf(plan)}`)
  text.add(bodyOf(BUILD))
  text.blank()
  for (const { name, base, tag, driver, dockerfile: file, because } of images) {
    const jar = driver ? ` "$here"/drivers/${driver.jar}` : ''
    text.add(`build ${[file, name, base.tag, tag].map(shellWord).join(' ')}${jar}`, because)
  }
  return scriptFile(text, path)
}

/** The drawing names WSO2's own place on Docker Hub, where nobody else can push. */
export function isPublicRegistry({ settings }: KubernetesPlan): boolean {
  return settings.imageRegistry === 'docker.io' && settings.imageRepository === 'wso2'
}

function baseOf(plan: KubernetesPlan): string {
  return `${plan.settings.imageRegistry}/${plan.settings.imageRepository}`
}
