import { ChevronRight, FileText, Folder } from 'lucide-react'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { GeneratedFile } from '../../core/serialize/file-tree'
import { CutName } from '../common/CutName'
import { type Row, treeOf, visibleRows } from './tree'

interface FileTreeProps {
  readonly files: readonly GeneratedFile[]
  readonly chosen: string
  /** Files with lines of the selected element. */
  readonly marked: ReadonlySet<string>
  readonly onChoose: (path: string) => void
}

/** The bundle's folders and files. Arrow keys walk, fold and unfold; Enter opens. */
export function FileTree({ files, chosen, marked, onChoose }: FileTreeProps) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const [focused, setFocused] = useState(chosen)
  const list = useRef<HTMLDivElement>(null)
  const nodes = useMemo(() => treeOf(files), [files])
  const rows = useMemo(() => visibleRows(nodes, folded), [nodes, folded])
  const current = rows.some((row) => row.node.path === focused) ? focused : (rows[0]?.node.path ?? '')

  // The chosen file is always in sight: its folders open and the list scrolls to it.
  useEffect(() => {
    setFocused(chosen)
    setFolded((before) => without(before, foldersOf(chosen)))
  }, [chosen])
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows change when folders open, and only then is the row there
  useEffect(() => {
    rowElement(list.current, chosen)?.scrollIntoView({ block: 'nearest' })
  }, [chosen, rows])

  const fold = (path: string, fold: boolean) =>
    setFolded((before) => (fold ? new Set([...before, path]) : without(before, [path])))

  const focus = (path: string) => {
    setFocused(path)
    rowElement(list.current, path)?.focus()
  }

  const act = (row: Row) => {
    setFocused(row.node.path)
    if (row.node.type === 'file') onChoose(row.node.path)
    else fold(row.node.path, !folded.has(row.node.path))
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const index = rows.findIndex((row) => row.node.path === current)
    const row = rows[index]
    if (!row) return
    const target = keyTarget(event.key, rows, index, folded)
    if (target === null) return
    event.preventDefault()
    event.stopPropagation()
    if (target.fold !== undefined) fold(row.node.path, target.fold)
    if (target.focus !== undefined) focus(target.focus)
    if (target.act) act(row)
  }

  return (
    <div className="file-tree" role="tree" aria-label="Files" ref={list} tabIndex={-1} onKeyDown={onKeyDown}>
      {rows.map((row) => (
        <TreeRow
          key={row.node.path}
          row={row}
          open={!folded.has(row.node.path)}
          chosen={row.node.path === chosen}
          focusable={row.node.path === current}
          marked={isMarked(row, marked, folded)}
          onAct={() => act(row)}
        />
      ))}
    </div>
  )
}

interface TreeRowProps {
  readonly row: Row
  readonly open: boolean
  readonly chosen: boolean
  readonly focusable: boolean
  readonly marked: boolean
  readonly onAct: () => void
}

function TreeRow({ row, open, chosen, focusable, marked, onAct }: TreeRowProps) {
  const { node, level } = row
  const folder = node.type === 'folder'
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys of all its rows
    <div
      className="file-row"
      role="treeitem"
      aria-level={level}
      aria-selected={chosen}
      aria-expanded={folder ? open : undefined}
      aria-label={marked ? `${node.name}, has lines of the selection` : node.name}
      tabIndex={focusable ? 0 : -1}
      data-path={node.path}
      data-marked={marked}
      style={{ paddingLeft: 8 + (level - 1) * 14 }}
      title={node.path}
      onClick={onAct}
    >
      {folder ? (
        <ChevronRight size={12} aria-hidden="true" className="file-row-arrow" data-open={open} />
      ) : (
        <span className="file-row-arrow" />
      )}
      {folder ? <Folder size={14} aria-hidden="true" /> : <FileText size={14} aria-hidden="true" />}
      <CutName name={node.name} />
      {marked && <span className="file-row-mark" aria-hidden="true" />}
    </div>
  )
}

interface KeyTarget {
  readonly focus?: string
  readonly fold?: boolean
  readonly act?: true
}

/** What a key does on a row of a tree, by the pattern that screen readers teach. */
function keyTarget(key: string, rows: readonly Row[], index: number, folded: ReadonlySet<string>): KeyTarget | null {
  const row = rows[index]
  if (!row) return null
  const go = (to: number): KeyTarget | null => {
    const path = rows[to]?.node.path
    return path === undefined ? null : { focus: path }
  }
  const open = row.node.type === 'folder' && !folded.has(row.node.path)
  switch (key) {
    case 'ArrowDown':
      return go(index + 1)
    case 'ArrowUp':
      return go(index - 1)
    case 'Home':
      return go(0)
    case 'End':
      return go(rows.length - 1)
    case 'ArrowRight':
      if (row.node.type === 'file') return null
      return open ? go(index + 1) : { fold: false }
    case 'ArrowLeft':
      if (open) return { fold: true }
      return row.parent === null ? null : { focus: row.parent }
    case 'Enter':
    case ' ':
      return { act: true }
    default:
      return null
  }
}

function isMarked(row: Row, marked: ReadonlySet<string>, folded: ReadonlySet<string>): boolean {
  if (row.node.type === 'file') return marked.has(row.node.path)
  if (!folded.has(row.node.path)) return false
  const inside = `${row.node.path}/`
  return [...marked].some((path) => path.startsWith(inside))
}

function foldersOf(path: string): string[] {
  const parts = path.split('/')
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'))
}

function without(set: ReadonlySet<string>, gone: readonly string[]): ReadonlySet<string> {
  return gone.some((path) => set.has(path)) ? new Set([...set].filter((path) => !gone.includes(path))) : set
}

function rowElement(list: HTMLElement | null, path: string): HTMLElement | undefined {
  const rows = list?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? []
  return [...rows].find((row) => row.dataset.path === path)
}
