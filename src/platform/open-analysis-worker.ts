import type { Answer, OpenWorker } from '../core/analysis/messages'

/** The analysis in a thread of its own, so that the page never waits for it. Throws where a page may have no workers. */
export const openAnalysisWorker: OpenWorker = ({ onAnswer, onError }) => {
  const worker = new Worker(new URL('./analysis-worker.ts', import.meta.url), { type: 'module', name: 'analysis' })
  worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => onAnswer(data))
  worker.addEventListener('messageerror', () => onError('An answer could not be read.'))
  worker.addEventListener('error', (event) => {
    // Said on the page, in words; a script that did not load has none.
    event.preventDefault()
    onError(event.message ?? '')
  })
  return { post: (request) => worker.postMessage(request), close: () => worker.terminate() }
}
