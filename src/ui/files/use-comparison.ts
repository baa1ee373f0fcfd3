import { useEffect, useMemo, useState } from 'react'
import type { Cause } from '../../core/bundle/what-changed'
import { parseDesign } from '../../core/document/codec'
import { APIM_VERSIONS, type ApimVersion, type Design } from '../../core/model/design'
import type { Bundle, Target } from '../../core/serialize/file-tree'
import { lastExport } from '../../platform/exported'
import { bundleOf } from '../../state/bundle'
import type { Option } from '../common/inputs'

/** With what the files are compared: nothing, the last export, or the same drawing for another version. */
export type Base = 'nothing' | 'export' | ApimVersion

/** The choices for a drawing. */
export function basesFor(design: Design, target: Target): readonly Option<Base>[] {
  const exported = lastExport(target, design.name) !== null
  return [
    { value: 'nothing', label: 'All files' },
    {
      value: 'export',
      label: exported ? 'Changes since the last export' : 'No export to compare with',
      disabled: !exported,
    },
    ...APIM_VERSIONS.filter((version) => version !== design.apimVersion).map(
      (version): Option<Base> => ({ value: version, label: `Changes from API Manager ${version}` }),
    ),
  ]
}

/** What changed from the base to the bundle; null while it is worked out, or where there is nothing to compare with. */
export function useComparison(base: Base, design: Design, bundle: Bundle): readonly Cause[] | null {
  const { target } = bundle
  const before = useMemo(() => designOf(base, design, target), [base, design, target])
  const [causes, setCauses] = useState<readonly Cause[] | null>(null)
  useEffect(() => {
    if (!before) return setCauses(null)
    let wanted = true
    const work = async () => {
      const [old, { whatChanged }, { lineDiff }] = await Promise.all([
        bundleOf(before, target),
        import('../../core/bundle/what-changed'),
        import('../../platform/line-diff'),
      ])
      if (wanted) setCauses(whatChanged({ design: before, bundle: old }, { design, bundle }, lineDiff))
    }
    void work()
    return () => {
      wanted = false
    }
  }, [before, design, bundle, target])
  return causes
}

function designOf(base: Base, design: Design, target: Target): Design | null {
  if (base === 'nothing') return null
  if (base !== 'export') return { ...design, apimVersion: base }
  const parsed = parseDesign(lastExport(target, design.name) ?? '')
  return parsed.ok ? parsed.value : null
}
