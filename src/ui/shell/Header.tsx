import {
  Check,
  ChevronDown,
  Download,
  FolderOpen,
  Monitor,
  Moon,
  PanelLeft,
  PanelRight,
  Redo2,
  Save,
  Search,
  Sun,
  TriangleAlert,
  Undo2,
  Unplug,
} from 'lucide-react'
import { useRef, useState } from 'react'
import { nameFromTitle, renameDesign, setVersion } from '../../core/document/edits'
import { APIM_VERSIONS } from '../../core/model/design'
import { PATTERNS, patternById } from '../../core/patterns'
import type { Level, PatternDefinition } from '../../core/patterns/pattern'
import { useChecking, useRecognition } from '../../state/analysis'
import { isEmpty } from '../../state/empty-design'
import { openOverlay } from '../../state/overlay'
import { toggleSimulation, useSimulation } from '../../state/simulation'
import { edit, endGesture, redo, setPanel, type Theme, undo, useStore } from '../../state/store'
import { Button } from '../common/Button'
import { IconButton } from '../common/IconButton'
import { Select } from '../common/inputs'
import { Menu } from '../common/Menu'
import { shownFor } from '../common/shortcuts'
import './header.css'
import { chooseFile } from '../document/open-file'
import { exportBundle, saveFile } from '../document/save-file'

/** Name and state of the work at the left, what the drawing is in the middle, what can be done with it at the right. */
export function Header() {
  return (
    <header className="app-header">
      <div className="app-header-part">
        <PanelToggle side="left" />
        <Title />
        <SaveState />
      </div>
      <div className="app-header-part app-header-middle">
        <PatternBadge />
        <Version />
      </div>
      <div className="app-header-part app-header-right">
        <History />
        <span className="app-header-line" />
        <Simulate />
        <IconButton label="Find a command" shortcut="commands" onClick={() => openOverlay('commands')}>
          <Search size={16} aria-hidden="true" />
        </IconButton>
        <ThemeMenu />
        <span className="app-header-line" />
        <OpenButton />
        <IconButton label="Save to file" shortcut="save" onClick={saveFile}>
          <Save size={16} aria-hidden="true" />
        </IconButton>
        <ExportMenu />
        <PanelToggle side="right" />
      </div>
    </header>
  )
}

function Simulate() {
  const active = useSimulation((state) => state.active)
  const empty = useStore(({ design }) => isEmpty(design))
  return (
    <Button
      variant="plain"
      className="app-header-simulate"
      data-simulate
      icon={<Unplug size={16} aria-hidden="true" />}
      aria-pressed={active}
      disabled={empty}
      title={empty ? 'Draw something first' : `Fail things and see what still works (${shownFor('simulate')})`}
      onClick={toggleSimulation}
    >
      Simulate
    </Button>
  )
}

function PanelToggle({ side }: { readonly side: 'left' | 'right' }) {
  const open = useStore(({ panel }) => (side === 'left' ? panel.leftOpen : panel.rightOpen))
  const locked = useStore((state) => state.locked)
  const toggle = () => setPanel(side === 'left' ? { leftOpen: !open } : { rightOpen: !open })
  const what = side === 'left' ? 'the palette' : 'the right panel'
  return (
    <IconButton
      label={open ? `Hide ${what}` : `Show ${what}`}
      shortcut={side}
      aria-expanded={open}
      disabled={locked}
      onClick={toggle}
    >
      {side === 'left' ? <PanelLeft size={16} aria-hidden="true" /> : <PanelRight size={16} aria-hidden="true" />}
    </IconButton>
  )
}

/**
 * The title; the name that files and releases take follows it for as long as it did before. One edit of the field is one undo step.
 */
function Title() {
  const title = useStore((state) => state.design.title)
  const name = useStore((state) => state.design.name)
  const locked = useStore((state) => state.locked)
  const [typed, setTyped] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const rename = (text: string) => {
    setTyped(text)
    if (text.trim() === '') return
    edit((design) => {
      const follows = design.name === nameFromTitle(design.title)
      return renameDesign(design, { title: text, ...(follows && { name: nameFromTitle(text) }) })
    }, 'title')
  }
  return (
    <span className="app-header-title">
      {/* Gives the field the width of its text. */}
      <span className="app-header-title-size" aria-hidden="true">
        {typed ?? title}
      </span>
      <input
        ref={field}
        aria-label="Title of the design"
        title={`Files are named ${name}`}
        value={typed ?? title}
        size={1}
        maxLength={120}
        readOnly={locked}
        spellCheck={false}
        autoComplete="off"
        onFocus={() => setTyped(title)}
        onChange={(event) => rename(event.target.value)}
        onBlur={() => {
          setTyped(null)
          endGesture()
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === 'Escape') field.current?.blur()
        }}
      />
    </span>
  )
}

const SAVE_WORDS = { saved: 'Saved in this browser', saving: 'Saving', failed: 'Not saved in this browser' } as const

/** Whether the browser keeps the work. Where it refuses, the way out stands beside the news. */
function SaveState() {
  const saveState = useStore((state) => state.saveState)
  const empty = useStore(({ design, past }) => isEmpty(design) && past.length === 0)
  if (saveState === 'failed') {
    return (
      <span className="app-header-save" data-state="failed" role="alert">
        <TriangleAlert size={14} aria-hidden="true" />
        {SAVE_WORDS.failed}
        <Button size="small" onClick={saveFile}>
          Save to file
        </Button>
      </span>
    )
  }
  if (empty) return null
  return (
    <span className="app-header-save" data-state={saveState} role="status">
      {saveState === 'saved' && <Check size={13} aria-hidden="true" />}
      <span className="app-header-save-word">{SAVE_WORDS[saveState]}</span>
    </span>
  )
}

const LEVELS: Readonly<Record<Level, string>> = { shape: 'shape', wired: 'wired', ha: 'highly available' }

/** Which published pattern the drawing is, and how far it has come. */
function PatternBadge() {
  const recognition = useRecognition()
  const checking = useChecking()
  const empty = useStore(({ design }) => isEmpty(design))
  const locked = useStore((state) => state.locked)
  if (empty || !recognition) return null
  const pattern = recognition.pattern === null ? undefined : patternById(recognition.pattern)
  const level = recognition.level === null ? '' : LEVELS[recognition.level]
  return (
    <button
      type="button"
      className="app-pattern-badge"
      aria-busy={checking === 'working'}
      disabled={locked}
      title={pattern ? `${recognition.label}: ${pattern.title}` : 'The drawing matches none of the patterns'}
      onClick={() => setPanel({ right: 'pattern', rightOpen: true })}
    >
      <span className="app-pattern-badge-name">{pattern ? distinctName(pattern) : 'No pattern'}</span>
      {level !== '' && <span className="app-pattern-badge-level">{level}</span>}
    </button>
  )
}

/** Patterns that share a name are told apart by their title. */
function distinctName({ name, title }: PatternDefinition): string {
  return PATTERNS.filter((other) => other.name === name).length > 1 ? `${name}: ${title}` : name
}

const VERSIONS = [...APIM_VERSIONS].reverse().map((version) => ({ value: version, label: `APIM ${version}` }))

function Version() {
  const version = useStore((state) => state.design.apimVersion)
  const locked = useStore((state) => state.locked)
  return (
    <Select
      aria-label="API Manager version"
      className="app-header-version"
      disabled={locked}
      value={version}
      options={VERSIONS}
      onChange={(next) => edit((design) => setVersion(design, next))}
    />
  )
}

function History() {
  const canUndo = useStore((state) => state.past.length > 0 && !state.locked)
  const canRedo = useStore((state) => state.future.length > 0 && !state.locked)
  return (
    <>
      <IconButton label="Undo" shortcut="undo" disabled={!canUndo} onClick={undo}>
        <Undo2 size={16} aria-hidden="true" />
      </IconButton>
      <IconButton label="Redo" shortcut="redo" disabled={!canRedo} onClick={redo}>
        <Redo2 size={16} aria-hidden="true" />
      </IconButton>
    </>
  )
}

const THEMES: readonly { readonly theme: Theme; readonly label: string; readonly icon: typeof Sun }[] = [
  { theme: 'light', label: 'Light', icon: Sun },
  { theme: 'dark', label: 'Dark', icon: Moon },
  { theme: 'system', label: "The system's", icon: Monitor },
]

function ThemeMenu() {
  const theme = useStore((state) => state.panel.theme)
  const current = THEMES.find((candidate) => candidate.theme === theme)
  const CurrentIcon = current?.icon ?? Monitor
  return (
    <Menu
      label="Theme"
      align="end"
      trigger={
        <button type="button" className="ui-icon-button" aria-label={`Theme: ${current?.label}`} title="Theme">
          <CurrentIcon size={16} aria-hidden="true" />
        </button>
      }
      items={THEMES.map(({ theme: value, label, icon: ThemeIcon }) => ({
        label,
        icon: value === theme ? <Check size={14} aria-hidden="true" /> : <ThemeIcon size={14} aria-hidden="true" />,
        onSelect: () => setPanel({ theme: value }),
      }))}
    />
  )
}

function OpenButton() {
  const locked = useStore((state) => state.locked)
  return (
    <IconButton label="Open a file" shortcut="open" disabled={locked} onClick={chooseFile}>
      <FolderOpen size={16} aria-hidden="true" />
    </IconButton>
  )
}

function ExportMenu() {
  const empty = useStore(({ design }) => isEmpty(design))
  return (
    <Menu
      label="Export"
      align="end"
      trigger={
        <Button
          variant="primary"
          className="app-header-export"
          icon={<Download size={15} aria-hidden="true" />}
          disabled={empty}
          title={empty ? 'Draw something first' : 'Download a bundle that deploys the drawing'}
        >
          Export
          <ChevronDown size={13} aria-hidden="true" />
        </Button>
      }
      items={[
        { label: 'VM bundle', onSelect: () => void exportBundle('vm') },
        { label: 'Kubernetes bundle', onSelect: () => void exportBundle('kubernetes') },
        { label: 'Design file', separated: true, shortcut: 'save', onSelect: saveFile },
      ]}
    />
  )
}
