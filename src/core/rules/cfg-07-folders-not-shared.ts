import { flagOf } from '../model/properties'
import type { Deployment, Instance } from '../wiring/deployment'
import { graphOf } from '../wiring/graph'
import { rolesByRegion } from '../wiring/roles'
import { connectFix } from './support/fixes'
import { inRegion, namesOf, subjectsOf } from './support/redundant-sets'
import type { Finding, Rule } from './support/rule'
import { shareFiles } from './support/shared-files'

export const foldersNotShared: Rule = {
  code: 'CFG-07',
  title: 'Files of tenants are not shared',
  severity: 'medium',
  why: 'Tenants and secondary user stores are files: what one All-in-One writes, the other never sees.',
  source: 'docs-apim, Pattern 1: shared userstores, executionplans, synapse-configs and tenants folders',
  check: (deployment) =>
    rolesByRegion(deployment).flatMap((roles): Finding[] => {
      const nodes = roles.allInOnes.map((server) => server.instance)
      const reason = reasonToShare(nodes, deployment)
      if (nodes.length < 2 || reason === undefined || shareFiles(nodes, deployment)) return []
      return [
        {
          code: 'CFG-07',
          severity: 'medium',
          message: `${namesOf(nodes)}${inRegion(roles, deployment)} have ${reason} and share no file system.`,
          subjects: subjectsOf(nodes),
          remedy: 'Connect them to one shared file system for these folders; copying by rsync is discouraged.',
          ...fixFor(nodes, deployment),
        },
      ]
    }),
}

function reasonToShare(nodes: readonly Instance[], deployment: Deployment): string | undefined {
  if (nodes.some((node) => flagOf(node.component, 'multiTenant') === true)) return 'several tenants'
  const graph = graphOf(deployment)
  const secondary = nodes.some((node) =>
    graph.reach(node.id, 'user-store').ends.some((store) => flagOf(store.component, 'secondary') === true),
  )
  return secondary ? 'a secondary user store' : undefined
}

/** The only shared file system that is drawn. */
function fixFor(nodes: readonly Instance[], deployment: Deployment): Pick<Finding, 'fix'> {
  const drawn = deployment.design.topology.components.filter((component) => component.kind === 'shared-file-system')
  const [only] = drawn
  if (!only || drawn.length > 1) return {}
  return {
    fix: connectFix(
      'Connect them to the shared file system',
      subjectsOf(nodes).map((from) => ({ from, to: only.id })),
      ['file-system'],
    ),
  }
}
