import type { Component, Design } from '../../../model/design'

const SIGNING_IN = ['all-in-one', 'api-control-plane', 'key-manager']

/** The design with one store of users behind every server that signs people in. */
export function withUserStore(design: Design, properties: Component['properties']): Design {
  const { components, connections } = design.topology
  const servers = components.filter(({ kind }) => SIGNING_IN.includes(kind))
  return {
    ...design,
    topology: {
      ...design.topology,
      components: [...components, { id: 'users1', kind: 'user-store', properties: { ...properties } }],
      connections: [...connections, ...servers.map(({ id }) => ({ id: `${id}-users1`, from: id, to: 'users1' }))],
    },
  }
}
