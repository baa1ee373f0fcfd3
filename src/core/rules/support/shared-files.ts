import type { Deployment, Instance } from '../../wiring/deployment'
import { graphOf } from '../../wiring/graph'

/** Some shared file system is used by every one of them. */
export function shareFiles(nodes: readonly Instance[], deployment: Deployment): boolean {
  const graph = graphOf(deployment)
  const [first = [], ...others] = nodes.map((node) => graph.reach(node.id, 'file-system').ends)
  return first.some((files) => others.every((ends) => ends.includes(files)))
}
