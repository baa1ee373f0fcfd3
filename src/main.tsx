import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { keepPreferences, keepWork } from './autosave'
import { openAnalysisWorker } from './platform/open-analysis-worker'
import { startSessions } from './platform/storage'
import { startAnalysis } from './state/results'
import { getState } from './state/store'
import { App } from './ui/shell/App'
import { Fallback } from './ui/shell/Fallback'
import { applyTheme } from './ui/shell/theme'
import './ui/tokens.css'

keepPreferences()
applyTheme(getState().panel.theme)

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root')

const others = await keepWork(await startSessions())
createRoot(root).render(
  <StrictMode>
    <Fallback>
      <App others={others} />
    </Fallback>
  </StrictMode>,
)
startAnalysis(openAnalysisWorker)
