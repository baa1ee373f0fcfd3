import { ChevronDown, ChevronUp, Download } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { GeneratedFile, Origin } from '../../core/serialize/file-tree'
import { download } from '../../platform/download'
import { pointOut } from '../../state/canvas'
import { CopyButton } from '../common/CopyButton'
import { IconButton } from '../common/IconButton'
import { Subjects } from '../common/SubjectChip'
import { CodeView, scrollToLine } from './CodeView'
import { originOf } from './trace'
import { useCodeLines } from './use-code-lines'

interface PreviewProps {
  readonly file: GeneratedFile
  /** Lines of the selected element. */
  readonly lit: ReadonlySet<number>
  /** A line to go to; a new object goes there again. */
  readonly goTo: { readonly line: number } | null
}

/** One generated file, and why each of its lines is there. */
export function Preview({ file, lit, goTo }: PreviewProps) {
  const lines = useCodeLines(file)
  const scroller = useRef<HTMLDivElement>(null)
  const [pointed, setPointed] = useState<number | null>(null)
  const [current, setCurrent] = useState<number | null>(null)
  const runs = useMemo(() => runsOf(lit), [lit])
  const line = pointed ?? current
  const origin = line === null ? undefined : originOf(file, line)

  const { path } = file
  const first = runs[0]?.[0]
  // Another file, or another selection: show where the selected element begins.
  // biome-ignore lint/correctness/useExhaustiveDependencies: an edit of the drawing must not move what is being read
  useEffect(() => {
    setCurrent(null)
    setPointed(null)
    scrollToLine(scroller.current, first ?? 1, 'start')
  }, [path, first])
  useEffect(() => {
    if (!goTo) return
    setCurrent(goTo.line)
    scrollToLine(scroller.current, goTo.line, 'start')
  }, [goTo])

  useEffect(() => pointOut(origin?.subjects ?? []), [origin])
  useEffect(() => () => pointOut([]), [])

  const jump = (step: 1 | -1) => {
    const from = current ?? 0
    const starts = runs.map(([start]) => start)
    const next =
      step === 1
        ? (starts.find((start) => start > from) ?? starts[0])
        : (starts.findLast((start) => start < from) ?? starts.at(-1))
    if (next === undefined) return
    setCurrent(next)
    scrollToLine(scroller.current, next, 'start')
  }

  return (
    <div className="file-preview" onPointerLeave={() => setPointed(null)}>
      <div className="file-preview-head">
        <FilePath path={path} />
        {lit.size > 0 && (
          <span className="file-preview-lit">
            {lit.size === lines.length ? 'All lines' : `${lit.size} of ${lines.length} lines`} from the selection
            <IconButton label="Previous lines of the selection" size="small" onClick={() => jump(-1)}>
              <ChevronUp size={14} aria-hidden="true" />
            </IconButton>
            <IconButton label="Next lines of the selection" size="small" onClick={() => jump(1)}>
              <ChevronDown size={14} aria-hidden="true" />
            </IconButton>
          </span>
        )}
        <span className="file-preview-actions">
          <CopyButton text={file.content} what="file" />
          <IconButton
            label="Download file"
            size="small"
            onClick={() => download(path.slice(path.lastIndexOf('/') + 1), file.content, 'text/plain;charset=utf-8')}
          >
            <Download size={14} aria-hidden="true" />
          </IconButton>
        </span>
      </div>
      <div className="file-preview-body">
        <CodeView
          label={`Contents of ${path}`}
          lines={lines}
          lit={runs}
          active={origin ?? null}
          scroller={scroller}
          current={current}
          onPoint={setPointed}
          onCurrent={setCurrent}
        />
        <Reason line={line} origin={origin} />
      </div>
    </div>
  )
}

function FilePath({ path }: { readonly path: string }) {
  const at = path.lastIndexOf('/') + 1
  return (
    <p className="file-preview-path" title={path}>
      <span className="file-preview-folder">{path.slice(0, at)}</span>
      <span className="file-preview-name">{path.slice(at)}</span>
    </p>
  )
}

interface ReasonProps {
  readonly line: number | null
  readonly origin: Origin | undefined
}

/** Why the pointed line is there and which elements it came from. */
function Reason({ line, origin }: ReasonProps) {
  return (
    <aside className="file-preview-reason" aria-label="Why this line is there" aria-live="polite">
      {line === null && (
        <p className="file-preview-reason-hint">
          Point at a line, or walk with the arrow keys, to see why it is there.
        </p>
      )}
      {line !== null && !origin && (
        <>
          <h4>Line {line}</h4>
          <p>The same in every bundle.</p>
        </>
      )}
      {origin && (
        <>
          <h4>{origin.from === origin.to ? `Line ${origin.from}` : `Lines ${origin.from} to ${origin.to}`}</h4>
          <p>{origin.reason}</p>
          <Subjects ids={origin.subjects} limit={8} />
        </>
      )}
    </aside>
  )
}

/** Consecutive lines as runs, from and to, both included. */
function runsOf(lines: ReadonlySet<number>): readonly (readonly [number, number])[] {
  const runs: [number, number][] = []
  for (const line of [...lines].sort((a, b) => a - b)) {
    const last = runs.at(-1)
    if (last && last[1] === line - 1) last[1] = line
    else runs.push([line, line])
  }
  return runs
}
