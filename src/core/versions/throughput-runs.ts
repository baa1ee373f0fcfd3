import type { ApimVersion } from '../model/design'

/**
 * Calls a second at 100, 200, 500 and 1000 concurrent users. Planned is with the first: more users change the throughput
 * little and wait longer.
 */
export type Cells = readonly [number, number, number, number]

export interface PayloadRow {
  readonly bytes: number
  readonly cells: Cells
}

/** One run of WSO2's performance tests. Source: wso2/performance-apim, published test results. */
export interface ThroughputRun {
  readonly run: number
  /** `2025-03-19` */
  readonly date: string
  /** What was measured. */
  readonly version: ApimVersion
  /** `before general availability`; absent where the release itself was measured. */
  readonly stage?: string
  /** The body goes through untouched. Rows by size. */
  readonly passthrough: readonly PayloadRow[]
  /** The gateway changes the body. Rows by size. */
  readonly transformation: readonly PayloadRow[]
}

const KIB = 1024

export const RUN_496: ThroughputRun = {
  run: 496,
  date: '2025-03-19',
  version: '4.5.0',
  passthrough: [
    { bytes: 50, cells: [3823, 3872, 3975, 3650] },
    { bytes: KIB, cells: [3800, 3770, 3915, 3619] },
    { bytes: 10 * KIB, cells: [2834, 2922, 2896, 2730] },
    { bytes: 100 * KIB, cells: [847, 832, 747, 712] },
  ],
  transformation: [
    { bytes: 50, cells: [3027, 3121, 2905, 2906] },
    { bytes: KIB, cells: [2489, 2493, 2429, 2343] },
    { bytes: 10 * KIB, cells: [852, 824, 825, 815] },
    { bytes: 100 * KIB, cells: [101, 82, 79, 55] },
  ],
}

export const RUN_531: ThroughputRun = {
  run: 531,
  date: '2025-09-28',
  version: '4.6.0',
  stage: 'before general availability',
  passthrough: [
    { bytes: 50, cells: [3583, 3575, 3507, 3472] },
    { bytes: KIB, cells: [3465, 3445, 3498, 3411] },
    { bytes: 10 * KIB, cells: [2695, 2731, 2633, 2663] },
    { bytes: 100 * KIB, cells: [803, 735, 700, 692] },
  ],
  transformation: [
    { bytes: 50, cells: [2733, 2748, 2725, 2588] },
    { bytes: KIB, cells: [2177, 2157, 2194, 2063] },
    { bytes: 10 * KIB, cells: [743, 738, 723, 624] },
    { bytes: 100 * KIB, cells: [93, 72, 70, 59] },
  ],
}
