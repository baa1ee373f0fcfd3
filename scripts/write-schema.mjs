// Writes public/topology.schema.json from the definition that parses designs. Run by `npm run schema`.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const server = await createServer({
  configFile: false,
  root,
  appType: 'custom',
  logLevel: 'error',
  optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true, hmr: false, ws: false },
})
try {
  const { designJsonSchema } = await server.ssrLoadModule('/src/core/model/json-schema.ts')
  const target = new URL('../public/topology.schema.json', import.meta.url)
  writeFileSync(target, `${JSON.stringify(designJsonSchema(), null, 2)}\n`)
} finally {
  await server.close()
}
