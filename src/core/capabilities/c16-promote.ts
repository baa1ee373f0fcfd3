import { deployApi } from './c06-deploy-api'
import type { Capability } from './capability'

/** A pipeline reaches its source control and a working control plane, and C6 holds. */
export const promote: Capability = {
  id: 'C16',
  name: 'Promote APIs by pipeline',
  check: (state) => {
    const { pipelines } = state.structure
    if (!pipelines.some((pipeline) => state.reaches(pipeline, ['source-control'], 'source-control')))
      return 'No pipeline reaches source control.'
    if (!state.someControlPlane(pipelines)) return 'No pipeline reaches a working control plane.'
    return deployApi.check(state)
  },
}
