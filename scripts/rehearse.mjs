/**
 * `npm run rehearse [-- --full]`: whether bundles do by their files what the analysis promises: templates, reference
 * topologies, cases and random drawings, for both targets. `--full` takes all of them, with the drawings of all rules,
 * 5,000 random ones for machines and 300 for clusters. Prints how many drawings and states were compared and how many
 * differences there are, each as a sentence; ends with 1 when there is one. Other arguments are for Vitest.
 */
import { spawnSync } from 'node:child_process'
import { ensureDependencies, ROOT, requireNode } from './lib/dependencies.mjs'

requireNode()
ensureDependencies()
const [full, others] = [process.argv.includes('--full'), process.argv.slice(2).filter((arg) => arg !== '--full')]
const { status } = spawnSync(
  'npx',
  [
    'vitest',
    'run',
    '--project',
    'rehearse',
    '-t',
    '^rehearsal',
    '--silent=false',
    ...(others.length > 0 ? others : ['--reporter=dot']),
  ],
  { cwd: ROOT, stdio: 'inherit', env: { ...process.env, REHEARSE: full ? 'full' : 'usual' } },
)
process.exitCode = status ?? 1
