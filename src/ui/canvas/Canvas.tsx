import {
  Background,
  BackgroundVariant,
  type Connection,
  type EdgeChange,
  MiniMap,
  type Node,
  type NodeChange,
  type OnConnectStartParams,
  Panel,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useStoreApi,
  type Viewport,
} from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import {
  type MouseEvent,
  memo,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { KINDS } from '../../core/kinds'
import { boundsOf, placeAt } from '../../core/layout/boxes'
import { moveElements, setBoxes } from '../../core/layout/placing'
import type { Box, Design, Id, Layout } from '../../core/model/design'
import { componentById } from '../../core/model/queries'
import { useChecking } from '../../state/analysis'
import {
  getCanvas,
  layoutOf,
  rectsOf,
  setHovered,
  setHoveredLine,
  startConnecting,
  stopConnecting,
  updateRoutes,
} from '../../state/canvas'
import { isEmpty } from '../../state/empty-design'
import { useSimulation } from '../../state/simulation'
import { edit, getState, select, useStore } from '../../state/store'
import { onReveal } from '../common/reveal'
import { connect } from './actions'
import './canvas.css'
import { CanvasControls } from './CanvasControls'
import { ComponentNode } from './ComponentNode'
import { ConnectHint } from './ConnectHint'
import { ConnectionEdge } from './ConnectionEdge'
import { ConnectionLine } from './ConnectionLine'
import { Drag } from './drag'
import { EmptyCanvas } from './EmptyCanvas'
import { onToggleKey, toggle, useFailingEdges, useFailingNodes } from './failure'
import { COMPONENT, CONNECTION, FlowElements, PLACE } from './flow-elements'
import { Guides } from './Guides'
import { PlaceNode } from './PlaceNode'
import { PreviewLayer } from './PreviewLayer'
import { FIT, fitView, flowPointAt, forgetFit, refit, setInstance, show, ZOOM } from './viewport'

const NODE_TYPES = { [PLACE]: PlaceNode, [COMPONENT]: ComponentNode }
const EDGE_TYPES = { [CONNECTION]: ConnectionEdge }
const MULTI_SELECT_KEYS = ['Shift', 'Meta', 'Control']
/** Middle and right button; the left one draws a selection rectangle. */
const PAN_BUTTONS = [1, 2]
const NOTHING: Layout = {}
const NO_ATTRIBUTION = { hideAttribution: true }

/** While things fail: a click fails or revives, a drag pans, and nothing is moved, connected or selected. */
const FAILING = {
  nodesDraggable: false,
  nodesConnectable: false,
  elementsSelectable: false,
  edgesFocusable: true,
  selectionOnDrag: false,
  panOnDrag: true,
  onNodeClick: (_: unknown, node: Node) => toggle(node.id),
  onEdgeClick: (_: unknown, edge: { readonly id: Id }) => toggle(edge.id),
  onPaneClick: (event: MouseEvent) => {
    const { design } = getState()
    const point = flowPointAt(event.clientX, event.clientY)
    const place = point && placeAt(design.topology, rectsOf(design), point)
    if (place) toggle(place)
  },
}

export function Canvas() {
  return (
    <ReactFlowProvider>
      <Flow />
    </ReactFlowProvider>
  )
}

function Flow() {
  const design = useStore((state) => state.design)
  const selection = useStore((state) => state.selection)
  const simulating = useSimulation((state) => state.active)
  const frame = useRef<HTMLElement>(null)
  const flow = useStoreApi()
  const [elements] = useState(() => new FlowElements())
  const drag = useRef<Drag | null>(null)
  /** Boxes of what a gesture moves or resizes, until it ends and becomes an edit. */
  const [held, setHeld] = useState<Layout>(NOTHING)
  const latest = useRef<Layout>(NOTHING)
  const hold = useCallback((boxes: Layout) => {
    latest.current = boxes
    setHeld(boxes)
  }, [])

  const selected = useMemo(() => new Set(selection.ids), [selection])
  const layout = layoutOf(design)
  const settled = useMemo(() => elements.nodes(design, layout, selected), [elements, design, layout, selected])
  const nodes = useMemo(() => withHeld(settled, held), [settled, held])
  const edges = useMemo(() => elements.edges(design, selected), [elements, design, selected])
  const failingNodes = useFailingNodes(nodes)
  const failingEdges = useFailingEdges(edges)

  const onNodesChange = useCallback(
    (changes: NodeChange[]) => {
      applySelection(changes)
      const before = layoutOf(getState().design)
      const moves = draggedTo(changes)
      if (moves.size > 0 && drag.current) {
        const at = drag.current.move(moves, flow.getState().transform[2])
        hold(Object.fromEntries([...at].map(([id, point]) => [id, { ...before[id], ...point }])))
        return
      }
      const resized = resizedBoxes(changes, { ...before, ...latest.current })
      if (!resized) return
      const boxes = { ...latest.current, ...resized.boxes }
      if (resized.ended) {
        hold(NOTHING)
        edit((now) => setBoxes(now, boxes))
      } else hold(boxes)
    },
    [flow, hold],
  )
  const onEdgesChange = useCallback(
    (changes: EdgeChange[]) => {
      // A selection rectangle means cards and places; the lines between them follow anyway.
      if (!flow.getState().userSelectionActive) applySelection(changes)
    },
    [flow],
  )

  const onDragStart = useCallback((_: unknown, node: Node | Node[], nodes: Node[] = []) => {
    const moving = Array.isArray(node) ? node : nodes
    drag.current = new Drag(
      getState().design,
      moving.map(({ id }) => id),
    )
  }, [])
  const onDrag = useCallback((event: { readonly altKey: boolean }) => {
    if (drag.current) drag.current.free = event.altKey
  }, [])
  const onDragStop = useCallback(() => {
    setHovered(null)
    setHoveredLine(null)
    const targets = drag.current?.targets()
    drag.current?.end()
    drag.current = null
    hold(NOTHING)
    if (targets && targets.size > 0) edit((now) => moveElements(now, targets))
  }, [hold])

  useEffect(() => {
    /** Escape gives a drag up: what was moved goes back. */
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !drag.current) return
      drag.current.end()
      drag.current = null
      hold(NOTHING)
      event.stopPropagation()
    }
    window.addEventListener('keydown', onKey, true)
    return () => window.removeEventListener('keydown', onKey, true)
  }, [hold])

  useLayoutEffect(() => updateRoutes(design), [design])
  useFitOnNewDrawing(design)
  useEffect(() => onReveal(showElements), [])
  useEffect(() => () => setInstance(null), [])
  useRefit(frame)
  useSpacePan(frame)

  const onMove = useCallback((event: unknown, { zoom }: Viewport) => {
    // Moves that the program makes have no event.
    if (event !== null) forgetFit()
    const level = levelOf(zoom)
    if (frame.current && frame.current.dataset.zoom !== level) frame.current.dataset.zoom = level
  }, [])

  return (
    <section
      className="canvas"
      aria-label="Canvas"
      data-zoom="near"
      data-simulating={simulating || undefined}
      ref={frame}
      onKeyDownCapture={simulating ? onToggleKey : undefined}
    >
      <ReactFlow
        nodes={failingNodes}
        edges={failingEdges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onInit={setInstance}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onNodeDragStart={onDragStart}
        onNodeDrag={onDrag}
        onNodeDragStop={onDragStop}
        onSelectionDragStart={onDragStart}
        onSelectionDrag={onDrag}
        onSelectionDragStop={onDragStop}
        onNodeMouseEnter={onNodeOver}
        onNodeMouseMove={onNodeOver}
        onNodeMouseLeave={onNodeLeave}
        onEdgeMouseEnter={onEdgeEnter}
        onEdgeMouseLeave={onEdgeLeave}
        onPaneClick={onPaneClick}
        onConnectStart={onConnectStart}
        onConnectEnd={stopConnecting}
        onConnect={onConnect}
        isValidConnection={isValidConnection}
        connectionLineComponent={ConnectionLine}
        connectOnClick={false}
        connectionRadius={12}
        onMove={onMove}
        onMoveEnd={onMove}
        zIndexMode="manual"
        elevateNodesOnSelect={false}
        elevateEdgesOnSelect={false}
        edgesFocusable={false}
        deleteKeyCode={null}
        selectionOnDrag
        selectionMode={SelectionMode.Full}
        selectionKeyCode="Shift"
        multiSelectionKeyCode={MULTI_SELECT_KEYS}
        panOnScroll
        panOnDrag={PAN_BUTTONS}
        zoomOnDoubleClick={false}
        minZoom={ZOOM.least}
        maxZoom={ZOOM.most}
        fitView
        fitViewOptions={FIT}
        proOptions={NO_ATTRIBUTION}
        {...(simulating && FAILING)}
      >
        <Furniture />
      </ReactFlow>
      <ConnectHint />
      <MarksBusy canvas={frame} />
      {isEmpty(design) && <EmptyCanvas />}
    </section>
  )
}

/** Says that marks are of the drawing before, while the analysis is at the newest; the canvas is not rendered for it. */
function MarksBusy({ canvas }: { readonly canvas: RefObject<HTMLElement | null> }) {
  const checking = useChecking()
  useLayoutEffect(() => canvas.current?.setAttribute('aria-busy', String(checking === 'working')), [canvas, checking])
  return null
}

/** What lies behind and over the drawing. It takes no part in a drag, so a drag does not render it. */
const Furniture = memo(function Furniture() {
  const minimap = useStore((state) => state.panel.minimap)
  return (
    <>
      <Background variant={BackgroundVariant.Dots} gap={20} size={1.5} />
      <Guides />
      <PreviewLayer />
      {minimap && (
        <MiniMap
          pannable
          zoomable
          className="canvas-over"
          ariaLabel="Overview"
          nodeClassName={minimapClass}
          nodeColor={minimapColor}
          position="bottom-left"
        />
      )}
      <Panel position="bottom-right" className="canvas-over">
        <CanvasControls />
      </Panel>
    </>
  )
})

/**
 * How much a card shows. Labels grow earlier than at half size: at 60 %, where a pattern of two zones fits a laptop, 13
 * pixels would be 8.
 */
function levelOf(zoom: number): 'near' | 'middle' | 'low' | 'far' {
  if (zoom >= 0.7) return 'near'
  if (zoom >= 0.42) return 'middle'
  return zoom >= 0.25 ? 'low' : 'far'
}

/** Nodes with the boxes that a gesture holds. */
function withHeld(nodes: Node[], held: Layout): Node[] {
  if (held === NOTHING) return nodes
  return nodes.map((node) => {
    const box = held[node.id]
    if (!box) return node
    const width = box.width ?? node.width
    const height = box.height ?? node.height
    return {
      ...node,
      position: { x: box.x, y: box.y },
      ...(width !== undefined && height !== undefined && { width, height, measured: { width, height } }),
    }
  })
}

/** Where React Flow would put what is being dragged. */
function draggedTo(changes: readonly NodeChange[]): Map<Id, { x: number; y: number }> {
  const moves = new Map<Id, { x: number; y: number }>()
  for (const change of changes) {
    if (change.type === 'position' && change.dragging && change.position) moves.set(change.id, change.position)
  }
  return moves
}

interface Resized {
  readonly boxes: Layout
  readonly ended: boolean
}

/** Boxes after a step of a resize: of the place, and of what it holds when its left or top edge moves. */
function resizedBoxes(changes: readonly NodeChange[], layout: Layout): Resized | undefined {
  const sizes = changes.flatMap((change) =>
    change.type === 'dimensions' && change.resizing !== undefined ? [change] : [],
  )
  if (sizes.length === 0) return undefined
  const boxes: Record<Id, Box> = {}
  for (const change of changes) {
    if (change.type === 'position' && change.position) {
      boxes[change.id] = { ...layout[change.id], ...change.position }
    }
  }
  for (const { id, dimensions } of sizes) {
    if (dimensions) boxes[id] = { ...(boxes[id] ?? layout[id] ?? { x: 0, y: 0 }), ...dimensions }
  }
  return { boxes, ended: sizes.some((change) => change.resizing === false) }
}

/** React Flow tells what becomes selected and what no longer is; the store keeps the whole. */
function applySelection(changes: readonly (NodeChange | EdgeChange)[]): void {
  const picks = changes.flatMap((change) => (change.type === 'select' ? [change] : []))
  if (picks.length === 0) return
  const ids = new Set(getState().selection.ids)
  for (const { id, selected } of picks) {
    if (selected) ids.add(id)
    else ids.delete(id)
  }
  select([...ids])
}

/** A button is down in a drag, in which the pointer slips off and onto cards with every move; after it, any move tells. */
function onNodeOver(event: MouseEvent, node: Node): void {
  if (node.type === COMPONENT && event.buttons === 0) setHovered(node.id)
}

function onNodeLeave(event: MouseEvent): void {
  if (event.buttons === 0) setHovered(null)
}

function onEdgeEnter(event: MouseEvent, edge: { id: Id }): void {
  if (event.buttons === 0) setHoveredLine(edge.id)
}

function onEdgeLeave(event: MouseEvent): void {
  if (event.buttons === 0) setHoveredLine(null)
}

/** A click in a place, beside what stands in it, selects the place. */
function onPaneClick(event: MouseEvent): void {
  const { design, selection } = getState()
  const point = flowPointAt(event.clientX, event.clientY)
  const place = point && placeAt(design.topology, rectsOf(design), point)
  const keeps = event.shiftKey || event.ctrlKey || event.metaKey
  // React Flow clears the selection right after this call.
  queueMicrotask(() => {
    if (place) select(keeps ? [...new Set([...selection.ids, place])] : [place])
    else if (!keeps) select([])
  })
}

function onConnectStart(_: unknown, { nodeId }: OnConnectStartParams): void {
  if (nodeId !== null) startConnecting(nodeId)
}

function onConnect({ source, target }: Connection): void {
  connect(source, target)
}

function isValidConnection({ target }: { target: string }): boolean {
  return getCanvas().connecting?.verdicts.get(target)?.ok ?? false
}

/** Brings elements into sight; without any, the whole drawing. */
function showElements(ids: readonly Id[]): void {
  if (ids.length === 0) {
    fitView()
    return
  }
  const { design } = getState()
  const rects = rectsOf(design)
  const ends = new Map(design.topology.connections.map(({ id, from, to }) => [id, [from, to]]))
  const bounds = boundsOf(ids.flatMap((id) => (ends.get(id) ?? [id]).flatMap((end) => rects.get(end) ?? [])))
  if (bounds) show(bounds)
}

/** A drawing that has little in common with the one before is shown whole. */
function useFitOnNewDrawing(design: Design): void {
  const known = useRef<ReadonlySet<Id>>(new Set())
  useEffect(() => {
    const { places, components } = design.topology
    const ids = new Set([...places, ...components].map((element) => element.id))
    const kept = [...ids].filter((id) => known.current.has(id)).length
    const isNew = ids.size > 1 && kept < ids.size / 2
    known.current = ids
    if (!isNew) return
    // React Flow measures new nodes before it can fit them.
    const frame = requestAnimationFrame(() => fitView(false))
    return () => cancelAnimationFrame(frame)
  }, [design.topology])
}

/** A drawing that was shown whole stays so when panels open beside it. */
function useRefit(frame: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    if (!frame.current) return
    const observer = new ResizeObserver(() => refit())
    observer.observe(frame.current)
    return () => observer.disconnect()
  }, [frame])
}

/** While Space is down, a drag pans even where cards and places lie. */
function useSpacePan(frame: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const set = (on: boolean) => {
      if (frame.current) frame.current.toggleAttribute('data-space', on)
    }
    const down = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement | null
      const types = target?.closest('input, textarea, select, button, [role="tab"], [contenteditable]')
      if (event.code === 'Space' && !types) set(true)
    }
    const up = (event: KeyboardEvent) => {
      if (event.code === 'Space') set(false)
    }
    const blur = () => set(false)
    window.addEventListener('keydown', down)
    window.addEventListener('keyup', up)
    window.addEventListener('blur', blur)
    return () => {
      window.removeEventListener('keydown', down)
      window.removeEventListener('keyup', up)
      window.removeEventListener('blur', blur)
    }
  }, [frame])
}

function minimapClass(node: Node): string {
  return node.type === PLACE ? 'canvas-overview-place' : 'canvas-overview-card'
}

function minimapColor(node: Node): string {
  const component = componentById(getState().design, node.id)
  return component ? `var(--family-${KINDS[component.kind].family})` : 'transparent'
}
