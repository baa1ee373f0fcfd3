import { FolderOpen, Shapes } from 'lucide-react'
import { setPanel } from '../../state/store'
import { Button } from '../common/Button'
import { chooseFile } from '../document/open-file'
import { PatternGallery } from '../patterns/PatternGallery'

/** What an empty page offers: a pattern, a file, or the palette. */
export function EmptyCanvas() {
  return (
    <div className="canvas-empty">
      <h2>Start from a pattern</h2>
      <p>
        WSO2's eight published deployments of API Manager, and one for disaster recovery, each complete and ready to
        change.
      </p>
      <PatternGallery />
      <div className="canvas-empty-more">
        <Button icon={<FolderOpen size={15} aria-hidden="true" />} onClick={chooseFile}>
          Open a file
        </Button>
        <Button icon={<Shapes size={15} aria-hidden="true" />} onClick={drawFromPalette}>
          Draw from the palette
        </Button>
      </div>
    </div>
  )
}

function drawFromPalette(): void {
  setPanel({ leftOpen: true })
  // The palette may just have opened: its search is there after the next paint.
  requestAnimationFrame(() => document.querySelector<HTMLInputElement>('.palette-search input')?.focus())
}
