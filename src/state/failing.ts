/** What only the simulation needs, as one module: it is loaded when that is entered. */
export { elementsNamed, simulateFailure } from '../core/capabilities/simulate'
export { viewOf, whyNot } from './failure-view'
