import type { Design } from '../model/design'
import { VERSIONS } from '../versions'
import { subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const unsupportedJava = defineRule({
  code: 'CFG-11',
  title: 'A Java release that the servers refuse',
  severity: 'error',
  why: 'The start scripts check the release and stop.',
  source: 'product-apim v4.5.0 to v4.7.0: start scripts of the packs',
  check: (deployment, say) => {
    const { settings, apimVersion } = deployment.design
    const said = releaseOf(settings.javaHome)
    const { min, max } = VERSIONS[apimVersion].jdk
    const servers = deployment.servers.map((server) => server.instance).filter((instance) => !instance.cluster)
    if (said === undefined || (said >= min && said <= max) || servers.length === 0) return
    say.finding({
      message: `${settings.javaHome} is Java ${said}; ${apimVersion} runs on ${min} to ${max}.`,
      subjects: subjectsOf(servers),
      remedy: `Install a JDK from ${min} to ${max} and give its path in the settings.`,
      fix: { label: 'Use the usual path', apply: withoutJavaHome },
    })
  },
})

/** `/usr/lib/jvm/java-11-openjdk` and `/opt/jdk-17.0.9` name their release; any other path is silent. */
function releaseOf(path: string | undefined): number | undefined {
  const number = /(?:java|jdk|jre)-?(1\.\d+|\d+)/i.exec(path ?? '')?.[1]
  if (number === undefined) return undefined
  return Number(number.startsWith('1.') ? number.slice(2) : number)
}

function withoutJavaHome(design: Design): Design {
  const { javaHome: _path, ...settings } = design.settings
  return { ...design, settings }
}
