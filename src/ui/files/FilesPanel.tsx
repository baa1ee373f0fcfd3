import { ChevronRight, Download, Search, X } from 'lucide-react'
import { useId, useState } from 'react'
import type { Bundle, Target } from '../../core/serialize/file-tree'
import { useDesign } from '../../state/analysis'
import { useBundle, useTarget } from '../../state/bundle'
import { isEmpty } from '../../state/empty-design'
import { setPanel } from '../../state/store'
import { Button } from '../common/Button'
import { CutName } from '../common/CutName'
import { EmptyState } from '../common/EmptyState'
import { IconButton } from '../common/IconButton'
import { Segmented, Select } from '../common/inputs'
import { SeverityMark } from '../common/SeverityMark'
import { Changes } from './Changes'
import { FileTree } from './FileTree'
import './files.css'
import { Preview } from './Preview'
import { SearchResults } from './SearchResults'
import { useChosenFile } from './use-chosen-file'
import { type Base, basesFor, useComparison } from './use-comparison'

interface FilesPanelProps {
  /** Downloads the bundle of the drawing as it is. */
  readonly onExport: (target: Target) => void
}

const TARGETS: readonly { readonly value: Target; readonly label: string }[] = [
  { value: 'vm', label: 'Virtual machines' },
  { value: 'kubernetes', label: 'Kubernetes' },
]

/** The files that the drawing becomes, always of the drawing as it is now. */
export function FilesPanel({ onExport }: FilesPanelProps) {
  const target = useTarget()
  const design = useDesign()
  const empty = isEmpty(design)
  const [query, setQuery] = useState('')
  const [base, setBase] = useState<Base>('nothing')
  const bases = basesFor(design, target)
  const compared = bases.some(({ value, disabled }) => value === base && !disabled) ? base : 'nothing'
  return (
    <section className="files" aria-label="Files">
      <div className="files-bar">
        <Segmented
          legend="Target"
          hideLegend
          value={target}
          options={TARGETS}
          onChange={(value) => setPanel({ target: value })}
        />
        {!empty && <SearchBox query={query} onChange={setQuery} />}
        {!empty && (
          <Select
            className="files-compare"
            aria-label="Compare with"
            value={compared}
            options={bases}
            onChange={setBase}
          />
        )}
        {!empty && (
          <Button
            className="files-export"
            icon={<Download size={14} aria-hidden="true" />}
            onClick={() => onExport(target)}
          >
            Export bundle
          </Button>
        )}
      </div>
      {empty ? (
        <EmptyState title="No files yet">
          <p>
            Every component that you draw becomes files here: configuration, scripts and a runbook, each line with the
            reason why it is there.
          </p>
        </EmptyState>
      ) : (
        <Files key={target} target={target} query={query} base={compared} onBase={setBase} />
      )}
    </section>
  )
}

interface SearchBoxProps {
  readonly query: string
  readonly onChange: (query: string) => void
}

function SearchBox({ query, onChange }: SearchBoxProps) {
  return (
    <span className="files-search">
      <Search size={14} aria-hidden="true" />
      <input
        type="search"
        className="ui-input"
        aria-label="Search in files"
        placeholder="Search in files"
        value={query}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || query === '') return
          event.stopPropagation()
          onChange('')
        }}
      />
      {query !== '' && (
        <IconButton label="Clear the search" size="small" onClick={() => onChange('')}>
          <X size={13} aria-hidden="true" />
        </IconButton>
      )}
    </span>
  )
}

interface FilesProps extends Comparing {
  readonly target: Target
  readonly query: string
}

interface Comparing {
  readonly base: Base
  readonly onBase: (base: Base) => void
}

function Files({ target, query, ...comparing }: FilesProps) {
  const { bundle, error } = useBundle(target)
  if (error !== null) {
    return (
      <EmptyState title="The files could not be written">
        <p>{error}</p>
        <p>The drawing is not affected. Undo the last edit, or reload the page and try again.</p>
      </EmptyState>
    )
  }
  if (!bundle) return <div className="files-waiting" aria-busy="true" />
  return <BundleView bundle={bundle} query={query} {...comparing} />
}

interface BundleViewProps extends Comparing {
  readonly bundle: Bundle
  readonly query: string
}

function BundleView({ bundle, query, base, onBase }: BundleViewProps) {
  const { file, lit, marked, choose } = useChosenFile(bundle)
  const [goTo, setGoTo] = useState<{ readonly line: number } | null>(null)
  const causes = useComparison(base, useDesign(), bundle)
  const show = (path: string, line: number) => {
    choose(path)
    setGoTo({ line })
  }
  if (!file) {
    return (
      <EmptyState title="No files">
        <p>Nothing in the drawing is installed by this bundle. Add a WSO2 API Manager server.</p>
      </EmptyState>
    )
  }
  return (
    <>
      {bundle.draft && <Draft unresolved={bundle.unresolved} />}
      {base !== 'nothing' && (
        <div className="files-changes" aria-busy={causes === null}>
          {causes && (
            <Changes
              causes={causes}
              onChoose={(path, line) => {
                onBase('nothing')
                show(path, line)
              }}
            />
          )}
        </div>
      )}
      <div className="files-body" hidden={base !== 'nothing'}>
        <div className="files-side">
          {query.trim() === '' ? (
            <FileTree files={bundle.files} chosen={file.path} marked={marked} onChoose={choose} />
          ) : (
            <SearchResults files={bundle.files} query={query} onChoose={show} />
          )}
          <p className="files-name" title={bundle.name}>
            <CutName className="mono" name={`${bundle.name}.zip`} />
            <span>{bundle.files.length} files</span>
          </p>
        </div>
        <Preview file={file} lit={lit} goTo={goTo} />
      </div>
    </>
  )
}

/** What keeps the bundle from being deployed; the files are still there to read. */
function Draft({ unresolved }: { readonly unresolved: readonly string[] }) {
  const id = useId()
  const [open, setOpen] = useState(false)
  return (
    <div className="files-draft" data-severity="error">
      <button
        type="button"
        className="files-draft-head"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <SeverityMark severity="error" />
        <span>
          Draft: {unresolved.length === 1 ? '1 error is' : `${unresolved.length} errors are`} unresolved. Do not deploy
          these files as they are.
        </span>
        <ChevronRight size={14} aria-hidden="true" className="ui-section-arrow" data-open={open} />
      </button>
      <ul id={id} hidden={!open}>
        {unresolved.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  )
}
