import { inProcessEngine } from '../in-process-engine'
import { follow } from '../results'
import { loadSimulation } from '../simulation'

/** Tests of what is shown find the analysis of every drawing done as soon as it is drawn, and the simulation loaded. */
follow(inProcessEngine((run) => run()))
await loadSimulation()
