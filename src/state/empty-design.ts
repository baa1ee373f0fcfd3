import type { Design } from '../core/model/design'

/** What a person starts with who neither opens a file nor takes a pattern. */
export function emptyDesign(): Design {
  return {
    schemaVersion: 1,
    name: 'untitled',
    title: 'Untitled',
    apimVersion: '4.7.0',
    settings: {},
    topology: { places: [], components: [], connections: [] },
    layout: {},
    acknowledged: [],
    story: [],
  }
}

/** Nothing drawn yet. */
export function isEmpty(design: Design): boolean {
  const { places, components, connections } = design.topology
  return places.length + components.length + connections.length === 0
}
