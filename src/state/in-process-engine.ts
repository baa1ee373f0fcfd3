import { fixOf, stagesOf } from '../core/analysis/stages'
import { messageOf } from '../core/base/message-of'
import type { Engine } from './engine'

/** Runs the next stage when the page has had its turn. */
const afterTheTurn = (run: () => void): void => {
  setTimeout(run, 0)
}

/**
 * The analysis in this thread, for pages that may have no workers. The page gets its turn between two stages, but waits
 * for each. `later` says when a stage runs.
 */
export function inProcessEngine(later: (run: () => void) => void = afterTheTurn): Engine {
  let current: object | null = null
  return {
    analyse(design, { onStage, onFault }) {
      const stages = stagesOf(design)
      current = stages
      const step = () => {
        if (current !== stages) return
        try {
          const { done, value } = stages.next()
          if (done) return
          onStage(value)
          later(step)
        } catch (fault) {
          current = null
          onFault(messageOf(fault))
        }
      }
      later(step)
    },
    stop() {
      current = null
    },
    async fix(design, key) {
      return fixOf(design, key)
    },
    close() {
      current = null
    },
  }
}
