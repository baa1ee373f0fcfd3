import { textOf } from '../kinds/properties'
import type { Deployment, Instance } from '../wiring/deployment'
import { isServer } from '../wiring/servers'
import { sameFault } from './support/causes'
import { sayFix } from './support/fixes'
import { instanceName, namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const leadsToItself = defineRule({
  code: 'CFG-02',
  title: 'A name that leads every caller to itself',
  severity: 'error',
  why: 'On another machine localhost is that machine, where nothing listens.',
  source: 'docs-apim, Pattern 3: service_url is the address of another server',
  remedy: 'Give it a name that the others can resolve.',
  check: (deployment, say) => {
    for (const instance of deployment.instances) {
      const name = textOf(instance.component, 'hostname')
      if (name === undefined || !isLoopback(name) || instance.ordinal > 1) continue
      const callers = callersElsewhere(instance, deployment)
      if (callers.length === 0) continue
      say.finding({
        message: `${namesOf(callers)} ${callers.length === 1 ? 'calls' : 'call'} ${instanceName(instance)} on another machine as ${name}.`,
        subjects: subjectsOf([instance, ...callers]),
        root: sameFault('CFG-02', [instance.component.id]),
        fix: sayFix('Use a name made of its id', [instance.component.id], { hostname: undefined }),
      })
    }
  },
})

function isLoopback(name: string): boolean {
  return name.toLowerCase() === 'localhost' || name.startsWith('127.')
}

function callersElsewhere(instance: Instance, deployment: Deployment): readonly Instance[] {
  const callers = (deployment.incoming.get(instance.id) ?? []).flatMap(
    (link) => deployment.instance.get(link.from) ?? [],
  )
  return [...new Set(callers)].filter((caller) => isServer(caller) && isElsewhere(caller, instance))
}

/** Not on one drawn machine: what is drawn without one gets a machine of its own. */
function isElsewhere(one: Instance, other: Instance): boolean {
  return one.host === undefined || one.host !== other.host
}
