import type { Request } from '../core/analysis/messages'
import { analysisService } from './analysis-service'

const serve = analysisService((answer) => self.postMessage(answer))

self.addEventListener('message', ({ data }: MessageEvent<Request>) => serve(data))
self.postMessage({ type: 'ready' })
