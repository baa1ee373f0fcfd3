/**
 * `npm run rehearse:live [-- DRAWING...]`: runs bundles as processes, makes each element fail, and prints
 * what was promised against what was seen. Exit code 1 when any differs. Needs root; see `src/live-rehearsal/index.ts`.
 */
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'

const server = await createServer({
  configFile: false,
  root: fileURLToPath(new URL('..', import.meta.url)),
  appType: 'custom',
  logLevel: 'error',
  optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true, hmr: false, ws: false },
})
try {
  const { drawingOf, LIVE_DRAWINGS, rehearseLive } = await server.ssrLoadModule('/src/live-rehearsal/index.ts')
  const asked = process.argv.slice(2).map((name) => (/^\d/.test(name) ? `pattern-${name}` : name))
  const drawings = (asked.length > 0 ? asked : LIVE_DRAWINGS).map((id) => drawingOf(id, '4.7.0'))
  const { states, differences } = await rehearseLive(drawings, console.log)
  console.log(`\n${states} states rehearsed, ${differences} differences`)
  process.exitCode = states === 0 || differences > 0 ? 1 : 0
} finally {
  await server.close()
}
