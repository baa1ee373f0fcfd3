import { useStore as useFlow } from '@xyflow/react'
import { Map as MapIcon, Maximize, Minus, Plus } from 'lucide-react'
import { setPanel, useStore } from '../../state/store'
import { IconButton } from '../common/IconButton'
import { fitView, zoomIn, zoomOut, zoomToActual } from './viewport'

/** Zoom and overview, at the corner of the canvas. */
export function CanvasControls() {
  const percent = useFlow((state) => Math.round(state.transform[2] * 100))
  const minimap = useStore((state) => state.panel.minimap)
  return (
    <div className="canvas-controls" role="toolbar" aria-label="Zoom">
      <IconButton
        label={minimap ? 'Hide overview' : 'Show overview'}
        side="top"
        aria-pressed={minimap}
        onClick={() => setPanel({ minimap: !minimap })}
      >
        <MapIcon size={15} aria-hidden="true" />
      </IconButton>
      <span className="canvas-controls-line" />
      <IconButton label="Zoom out" shortcut="zoom-out" side="top" onClick={zoomOut}>
        <Minus size={15} aria-hidden="true" />
      </IconButton>
      <button
        type="button"
        className="canvas-zoom"
        onClick={zoomToActual}
        aria-label={`Zoom ${percent} %, set to 100 %`}
      >
        {percent} %
      </button>
      <IconButton label="Zoom in" shortcut="zoom-in" side="top" onClick={zoomIn}>
        <Plus size={15} aria-hidden="true" />
      </IconButton>
      <IconButton label="Fit the drawing" shortcut="fit" side="top" onClick={() => fitView()}>
        <Maximize size={15} aria-hidden="true" />
      </IconButton>
    </div>
  )
}
