import type { StageResult } from '../core/analysis/stages'
import type { Design } from '../core/model/design'

/** Works out what follows from a drawing: in this thread, or in one of its own. */
export interface Engine {
  /** Starts on a drawing and gives up any other: nothing more is heard of that. */
  readonly analyse: (design: Design, listener: EngineListener) => void
  /** Gives up what it is at. */
  readonly stop: () => void
  /** The design after the fix of the finding with that key, for exactly this design; null when there is none. */
  readonly fix: (design: Design, key: string) => Promise<Design | null>
  /** Ends it; nothing more is heard. */
  readonly close: () => void
}

export interface EngineListener {
  /** Once for each stage, in order, while the drawing is the one that was asked for last. */
  readonly onStage: (result: StageResult) => void
  /** A fault of ours on this drawing: no further stage comes. */
  readonly onFault: (message: string) => void
}

/** Whether two designs differ in nothing that the analysis looks at. */
export function isSameDrawing(a: Design, b: Design): boolean {
  return a.topology === b.topology && a.settings === b.settings && a.apimVersion === b.apimVersion && a.name === b.name
}
