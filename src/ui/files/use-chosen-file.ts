import { useMemo, useState } from 'react'
import type { Id } from '../../core/model/design'
import type { Bundle, GeneratedFile, Target } from '../../core/serialize/file-tree'
import { useDeployment, useSelection } from '../../state/analysis'
import { bestFile, linesFrom, relevance, traceIds } from './trace'

/** The file last looked at, for each target: the panel may be folded away meanwhile. */
const remembered = new Map<Target, string>()

/** A file that says at least this part of what the best one says about the selection stays open. */
const STAYS = 0.5

interface Choice {
  readonly path: string | null
  /** The selection that the choice was made for. */
  readonly selected: readonly Id[] | null
}

/**
 * The file that is shown: what a person chose last, until something else is selected that another file says more about.
 */
export function useChosenFile(bundle: Bundle) {
  const { ids: selected } = useSelection()
  const deployment = useDeployment()
  const ids = useMemo(() => traceIds(selected, deployment), [selected, deployment])
  const [choice, setChoice] = useState<Choice>(() => ({ path: remembered.get(bundle.target) ?? null, selected: null }))

  const chosen = bundle.files.find((file) => file.path === choice.path)
  let file = chosen ?? firstFile(bundle)
  if (choice.selected !== selected) {
    file = fileFor(bundle, ids, file)
    setChoice({ path: file?.path ?? null, selected })
  }

  const choose = (path: string) => {
    remembered.set(bundle.target, path)
    setChoice({ path, selected })
  }

  const marked = useMemo(
    () => new Set(bundle.files.filter((candidate) => relevance(candidate, ids) > 0).map((candidate) => candidate.path)),
    [bundle, ids],
  )
  const lit = useMemo(() => (file ? linesFrom(file, ids) : new Set<number>()), [file, ids])
  return { file, lit, marked, choose }
}

function fileFor(bundle: Bundle, ids: ReadonlySet<Id>, current: GeneratedFile | undefined): GeneratedFile | undefined {
  const best = bestFile(bundle.files, ids)
  if (!best || !current) return current
  return relevance(current, ids) >= STAYS * relevance(best, ids) ? current : best
}

/** The runbook, where everybody starts. */
function firstFile(bundle: Bundle): GeneratedFile | undefined {
  return bundle.files.find((file) => file.path === 'README.md') ?? bundle.files[0]
}
