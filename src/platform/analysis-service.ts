import type { Answer, Request } from '../core/analysis/messages'
import { fixOf, stagesOf } from '../core/analysis/stages'
import { messageOf } from '../core/base/message-of'
import type { Design } from '../core/model/design'

type Ask<Type extends Request['type']> = Extract<Request, { type: Type }>

/**
 * The worker's side of an analysis: answers stage by stage, and between two stages hears what came in meanwhile, so that
 * a run can be given up.
 */
export function analysisService(post: (answer: Answer) => void): (request: Request) => void {
  let wanted: number | null = null
  let latest: { readonly run: number; readonly design: Design } | null = null

  async function analyse({ run, design }: Ask<'analyse'>): Promise<void> {
    wanted = run
    latest = { run, design }
    try {
      const stages = stagesOf(design)
      await pause()
      if (wanted === run) post({ type: 'begun', run })
      while (wanted === run) {
        const { done, value } = stages.next()
        if (done) break
        post({ type: 'stage', run, result: value })
        await pause()
      }
      post({ type: 'done', run })
    } catch (fault) {
      post({ type: 'failed', run, message: messageOf(fault) })
    }
  }

  function fix({ ticket, design, key, run }: Ask<'fix'>): void {
    try {
      const like = latest !== null && latest.run === run ? latest.design : design
      post({ type: 'fixed', ticket, design: fixOf(design, key, like) })
    } catch (fault) {
      post({ type: 'unfixed', ticket, message: messageOf(fault) })
    }
  }

  return (request) => {
    if (request.type === 'analyse') void analyse(request)
    else if (request.type === 'fix') fix(request)
    else wanted = null
  }
}

/** Until what has come in is heard. */
function pause(): Promise<void> {
  return new Promise((done) => setTimeout(done, 0))
}
