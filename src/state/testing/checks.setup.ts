import { loadChecks } from '../analysis'

/** Tests of what is shown start where a person does who looks: with the checks loaded. */
await loadChecks()
