// Writes public/topology.schema.json from the definition that parses designs. Run by `npm run schema`; with `--check` it
// only says whether the file is what it would write.
import { readFileSync, writeFileSync } from 'node:fs'
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
  const { designJsonSchema } = await server.ssrLoadModule('/src/core/document/json-schema.ts')
  const target = new URL('../public/topology.schema.json', import.meta.url)
  const text = `${JSON.stringify(designJsonSchema(), null, 2)}\n`
  if (!process.argv.includes('--check')) {
    writeFileSync(target, text)
  } else if (readFileSync(target, 'utf8') !== text) {
    console.error('public/topology.schema.json is not what the definition says. Run `npm run schema` and commit it.')
    process.exitCode = 1
  }
} finally {
  await server.close()
}
