import { Component, type ErrorInfo, type ReactNode } from 'react'
import { messageOf } from '../../core/base/message-of'
import { undo } from '../../state/store'
import { Button } from '../common/Button'
import { saveFile } from '../document/save-file'

interface Props {
  readonly children: ReactNode
}

interface FallbackState {
  readonly fault: string | null
}

/** A fault of ours must not take the work along: it can still be saved, and the last edit undone. */
export class Fallback extends Component<Props, FallbackState> {
  override state: FallbackState = { fault: null }

  static getDerivedStateFromError(fault: unknown): FallbackState {
    return { fault: messageOf(fault) }
  }

  override componentDidCatch(fault: unknown, info: ErrorInfo): void {
    console.error(fault, info.componentStack)
  }

  override render(): ReactNode {
    if (this.state.fault === null) return this.props.children
    const again = () => this.setState({ fault: null })
    return (
      <div className="app-fallback" role="alert">
        <h1>The page has failed</h1>
        <p>
          This is a fault of Topology Studio, not of the drawing. The drawing is kept in this browser; save it to a file
          to be sure.
        </p>
        <pre>{this.state.fault}</pre>
        <div className="app-fallback-actions">
          <Button variant="primary" onClick={saveFile}>
            Save to file
          </Button>
          <Button
            onClick={() => {
              undo()
              again()
            }}
          >
            Undo the last edit
          </Button>
          <Button onClick={again}>Try again</Button>
        </div>
      </div>
    )
  }
}
