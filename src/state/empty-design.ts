import type { Design } from '../core/model/design'

export { emptyDesign } from '../core/document/edits'

/** Nothing drawn yet. */
export function isEmpty(design: Design): boolean {
  const { places, components, connections } = design.topology
  return places.length + components.length + connections.length === 0
}
