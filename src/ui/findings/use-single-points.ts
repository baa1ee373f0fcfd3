import { useMemo } from 'react'
import type { SinglePoint } from '../../core/rules'
import { useCapabilities, useDesign } from '../../state/analysis'
import { reasoned } from '../../state/results'

/** Single points of failure, as findings: of the drawing before while those of the newest are worked out. */
export function useSinglePoints(): readonly SinglePoint[] {
  const points = useCapabilities()?.result.singlePoints
  const { acknowledged } = useDesign()
  return useMemo(() => reasoned(points ?? [], acknowledged), [points, acknowledged])
}
