/** What only the simulation needs, as one module: it is loaded when that is entered. */
export { headlineOf } from '../core/capabilities/headline'
export { recoveryOf } from '../core/capabilities/recovery'
export { elementsNamed, simulateFailure } from '../core/capabilities/simulate'
export { viewOf, whyNot } from './failure-view'
