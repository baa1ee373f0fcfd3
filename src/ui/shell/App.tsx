import { type ComponentType, lazy, type ReactNode, Suspense, useEffect } from 'react'
import type { ShownDiagnosis } from '../../core/rules/support/rule'
import { useOverlay } from '../../state/overlay'
import { useResults } from '../../state/results'
import { useSimulation } from '../../state/simulation'
import { DEFAULT_PANEL, setPanel, useStore } from '../../state/store'
import { Canvas } from '../canvas/Canvas'
import { SeverityMark } from '../common/SeverityMark'
import { Tabs } from '../common/Tabs'
import { FindingsPanel } from '../findings/FindingsPanel'
import { Inspector } from '../inspector/Inspector'
import { Palette } from '../palette/Palette'
import { PatternGallery } from '../patterns/PatternGallery'
import { PatternPanel } from '../patterns/PatternPanel'
import './app.css'
import { exportBundle } from '../document/save-file'
import { DropFile } from './DropFile'
import { Header } from './Header'
import { useKeyboard } from './keyboard'
import { NoticeBar } from './NoticeBar'
import { PanelEdge } from './PanelEdge'
import { type Restorable, RestoreBar } from './RestoreBar'
import { useTheme } from './theme'

interface AppProps {
  /** Drawings that tabs left which are gone. */
  readonly others: readonly Restorable[]
}

export function App({ others }: AppProps) {
  useKeyboard()
  useTheme()
  const title = useStore((state) => state.design.title)
  useEffect(() => {
    document.title = `${title} – Topology Studio`
  }, [title])
  return (
    <div className="app">
      <h1 className="visually-hidden">Topology Studio</h1>
      <Header />
      <Simulation />
      <div className="app-body">
        <LeftPanel />
        <main className="app-center">
          <div className="app-stage">
            <Canvas />
            <div className="app-notices">
              <RestoreBar others={others} />
              <NoticeBar />
            </div>
          </div>
          <BottomPanel />
        </main>
        <RightPanel />
      </div>
      <Overlays />
      <DropFile />
    </div>
  )
}

/** Share of the window that a side panel takes at most until somebody sizes it: the canvas keeps two thirds. */
const SHARES = { left: '14.5vw', right: '19vw' } as const

function widthOf(side: keyof typeof SHARES, size: number): string {
  return size === DEFAULT_PANEL.sizes[side] ? `min(${size}px, ${SHARES[side]})` : `${size}px`
}

const OpenOverlay = lazy(async () => {
  const { OpenOverlay: Overlay } = await import('./Overlays')
  return { default: Overlay }
})

/** The lists that open over the page. */
function Overlays() {
  const overlay = useOverlay()
  if (overlay === null) return null
  return (
    <Suspense fallback={<Loading />}>
      <OpenOverlay overlay={overlay} />
    </Suspense>
  )
}

function LeftPanel() {
  const open = useStore(({ panel }) => panel.leftOpen)
  const width = useStore(({ panel }) => widthOf('left', panel.sizes.left))
  const left = useStore(({ panel }) => panel.left)
  const simulating = useSimulation((state) => state.active)
  if (!open || simulating) return null
  return (
    <aside className="app-side" aria-label="Palette and patterns" style={{ width }}>
      <Tabs
        label="Palette and patterns"
        value={left}
        onChange={(value) => setPanel({ left: value })}
        tabs={[
          { value: 'palette', label: 'Palette', content: <Palette /> },
          { value: 'patterns', label: 'Patterns', content: <Patterns /> },
        ]}
      />
      <PanelEdge side="left" />
    </aside>
  )
}

function Patterns() {
  return (
    <div className="app-patterns">
      <PatternGallery />
    </div>
  )
}

function RightPanel() {
  const open = useStore(({ panel }) => panel.rightOpen)
  const width = useStore(({ panel }) => widthOf('right', panel.sizes.right))
  const right = useStore(({ panel }) => panel.right)
  const simulating = useSimulation((state) => state.active)
  if (simulating) return <Scores />
  if (!open) return null
  return (
    <aside
      className="app-side"
      data-side="right"
      aria-label="Inspector, findings, pattern and capabilities"
      style={{ width }}
    >
      <PanelEdge side="right" />
      <Tabs
        label="Inspector, findings, pattern and capabilities"
        value={right}
        onChange={(value) => setPanel({ right: value })}
        tabs={[
          { value: 'inspector', label: 'Inspector', content: <Inspector /> },
          { value: 'findings', label: 'Findings', badge: <FindingsBadge />, content: <FindingsPanel /> },
          { value: 'pattern', label: 'Pattern', content: <PatternPanel /> },
          { value: 'capabilities', label: 'Capabilities', content: <Capabilities /> },
        ]}
      />
    </aside>
  )
}

/** In place of the tabs while things fail, wide enough for reasons: the palette's room is free. */
function Scores() {
  return (
    <aside className="app-side app-scores" data-side="right" aria-label="Simulation results">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: rows have nothing to focus, so keys scroll the whole */}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls */}
      <div className="app-scores-body" role="group" aria-label="Scoreboard" tabIndex={0}>
        <Capabilities />
      </div>
    </aside>
  )
}

/** Number and worst severity of what is open, on the tab. */
function FindingsBadge() {
  const count = useResults(({ diagnoses }) => openFindings(diagnoses).length)
  const worst = useResults(({ diagnoses }) => openFindings(diagnoses)[0]?.severity ?? null)
  if (worst === null) return null
  return <SeverityMark severity={worst} count={count} size={12} />
}

function openFindings(diagnoses: readonly ShownDiagnosis[]) {
  return diagnoses.filter((diagnosis) => diagnosis.acknowledged === undefined)
}

const CapabilitiesPanel: ComponentType = lazy(async () => {
  const { CapabilitiesPanel: Panel } = await import('../capabilities/CapabilitiesPanel')
  return { default: Panel }
})

const SimulationBar: ComponentType = lazy(async () => {
  const { SimulationBar: Bar } = await import('../simulation/SimulationBar')
  return { default: Bar }
})

function Simulation() {
  const active = useSimulation((state) => state.active)
  if (!active) return null
  return (
    <Suspense fallback={<Loading />}>
      <SimulationBar />
    </Suspense>
  )
}

function Capabilities() {
  return (
    <Suspense fallback={<Loading />}>
      <CapabilitiesPanel />
    </Suspense>
  )
}

interface FilesProps {
  readonly onExport: (target: 'vm' | 'kubernetes') => void
}

const FilesPanel: ComponentType<FilesProps> = lazy(async () => {
  const { FilesPanel: Panel } = await import('../files/FilesPanel')
  return { default: Panel }
})

/** The generated files, folded until somebody wants to see them: only then do the generators load. */
function BottomPanel() {
  const open = useStore(({ panel }) => panel.bottomOpen)
  const height = useStore(({ panel }) => panel.sizes.bottom)
  const simulating = useSimulation((state) => state.active)
  if (simulating) return null
  return (
    <section className="app-bottom" aria-label="Generated files" style={open ? { height } : undefined}>
      {open && <PanelEdge side="bottom" />}
      <BottomBar open={open} />
      {open && (
        <div className="app-bottom-body">
          <Suspense fallback={<Loading />}>
            <FilesPanel onExport={(target) => void exportBundle(target)} />
          </Suspense>
        </div>
      )}
    </section>
  )
}

function BottomBar({ open }: { readonly open: boolean }): ReactNode {
  return (
    <button
      type="button"
      className="app-bottom-bar"
      aria-expanded={open}
      onClick={() => setPanel({ bottomOpen: !open })}
    >
      <span className="app-bottom-arrow" data-open={open} aria-hidden="true" />
      Generated files
    </button>
  )
}

/** Keeps its place while a chunk loads; words only for who would otherwise hear nothing. */
function Loading() {
  return (
    <p className="visually-hidden" role="status">
      Loading
    </p>
  )
}
