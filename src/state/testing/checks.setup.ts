import { inProcessEngine } from '../in-process-engine'
import { follow } from '../results'

/** Tests of what is shown find the analysis of every drawing done as soon as it is drawn. */
follow(inProcessEngine((run) => run()))
