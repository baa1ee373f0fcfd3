import type { Id } from '../model/design'

export interface RouteLine {
  readonly id: Id
  readonly from: Id
  readonly to: Id
  /** Lines of one family may share a lane. */
  readonly family: string
}
