/**
 * Runs one drawing, in namespaces of its own (see `sandbox.ts`): `node inside.js PLAN`. Each state that was rehearsed
 * is a line of JSON, and so is what keeps it from going on.
 */
import { readFileSync } from 'node:fs'
import type { Plan, Told } from '../plan'
import { prepare, prepareDrawing } from './capabilities/prepared'
import { Spares } from './capabilities/start-gateway'
import { observe } from './observe'
import { allUp, settle } from './settle'
import { Trouble } from './trouble'
import { World } from './world'

const plan: Plan = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'))

// Whoever started this is gone, however that came: nobody would end it otherwise.
process.stdin.on('end', () => process.exit(1)).resume()

try {
  await rehearse()
} catch (error) {
  if (!(error instanceof Trouble)) throw error
  tell({ trouble: error.message })
}
process.exit(0)

async function rehearse(): Promise<void> {
  const world = new World(plan)
  const spares = new Spares(world)
  await world.start()
  await allUp(world)
  await prepareDrawing(world)
  for (const element of plan.elements) {
    const begun = Date.now()
    const prepared = await prepare(world)
    await world.fail(element)
    await settle(world)
    const seen = await observe(world, prepared, spares)
    await world.restore(element)
    await allUp(world)
    tell({ element: element.id, seen, seconds: (Date.now() - begun) / 1000 })
  }
}

function tell(told: Told): void {
  console.log(JSON.stringify(told))
}
