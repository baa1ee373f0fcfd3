import { inProcessEngine } from '../in-process-engine'
import { follow } from '../results'
import { loadSimulation } from '../simulation'

/** Every drawing is analysed as soon as it is drawn, and the simulation is loaded: a file of tests that look at both begins with it. */
export async function analyseAtOnce(): Promise<void> {
  follow(inProcessEngine((run) => run()))
  await loadSimulation()
}
