/** What is asked of every drawing after an edit, as one module: the page draws before it is loaded. */
export { recognise } from './patterns/recognise'
export { diagnose, RULES } from './rules'
export { factsThatSharpen } from './rules/facts'
