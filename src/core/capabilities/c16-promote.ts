import { deployApi } from './c06-deploy-api'
import type { Capability } from './capability'

/** A pipeline reaches its source control and a working control plane, and C6 holds. */
export const promote: Capability = {
  id: 'C16',
  name: 'Promote APIs by pipeline',
  lost: 'no pipeline can promote an API',
  severity: 'low',
  clauses: [
    {
      otherwise: 'No pipeline reaches source control.',
      holds: (model) =>
        model.any(model.structure.pipelines, (pipeline) =>
          model.reaches(pipeline, ['source-control'], 'source-control'),
        ),
    },
    {
      otherwise: 'No pipeline reaches a working control plane.',
      holds: (model) => model.someControlPlane(model.structure.pipelines),
    },
    ...deployApi.clauses,
  ],
}
