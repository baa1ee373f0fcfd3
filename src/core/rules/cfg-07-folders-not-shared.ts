import { flagOf } from '../kinds/properties'
import type { Deployment, Instance } from '../wiring/deployment'
import { graphOf } from '../wiring/graph'
import { rolesByRegion } from '../wiring/roles'
import { connectFix } from './support/fixes'
import { inRegion, namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule, type Fix, type Say } from './support/rule'
import { shareFiles } from './support/shared-files'

export const foldersNotShared = defineRule({
  code: 'CFG-07',
  title: 'Files of tenants are not shared',
  severity: 'medium',
  why: 'Tenants and secondary user stores are files: what one All-in-One writes, the other never sees.',
  source: 'docs-apim, Pattern 1: shared userstores, executionplans, synapse-configs and tenants folders',
  remedy: 'Connect them to one shared file system for these folders; copying by rsync is discouraged.',
  check: (deployment, say) => {
    for (const roles of rolesByRegion(deployment)) {
      const nodes = roles.allInOnes.map((server) => server.instance)
      if (nodes.length < 2 || shareFiles(nodes, deployment)) continue
      const reason = reasonToShare(nodes, deployment, say)
      if (reason === undefined) continue
      say.finding({
        message: `${namesOf(nodes)}${inRegion(roles, deployment)} have ${reason} and share no file system.`,
        subjects: subjectsOf(nodes),
        fix: fixFor(nodes, deployment),
      })
    }
  },
})

function reasonToShare(nodes: readonly Instance[], deployment: Deployment, say: Say): string | undefined {
  if (nodes.some((node) => flagOf(node.component, 'multiTenant') === true)) return 'several tenants'
  const graph = graphOf(deployment)
  const stores = nodes.flatMap((node) => graph.reach(node.id, 'user-store').ends)
  if (stores.some((store) => flagOf(store.component, 'secondary') === true)) return 'a secondary user store'
  for (const node of nodes) say.unknown('multiTenant', node.component)
  for (const store of stores) say.unknown('secondary', store.component)
  return undefined
}

/** The only shared file system that is drawn. */
function fixFor(nodes: readonly Instance[], deployment: Deployment): Fix | undefined {
  const drawn = deployment.design.topology.components.filter((component) => component.kind === 'shared-file-system')
  const [only] = drawn
  if (!only || drawn.length > 1) return undefined
  return connectFix(
    'Connect them to the shared file system',
    subjectsOf(nodes).map((from) => ({ from, to: only.id })),
    ['file-system'],
  )
}
