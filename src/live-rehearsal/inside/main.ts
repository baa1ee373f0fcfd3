/**
 * Runs one drawing, in namespaces of its own (see `sandbox.ts`): `node inside.js PLAN`. Each state that was rehearsed
 * is a line of JSON.
 */
import { readFileSync } from 'node:fs'
import type { Observation, Plan } from '../plan'
import { prepare, prepareDrawing } from './capabilities/prepared'
import { Spares } from './capabilities/start-gateway'
import { observe } from './observe'
import { allUp, settle } from './settle'
import { World } from './world'

const plan: Plan = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'))
const world = new World(plan)
const spares = new Spares(world)
for (const machine of world.machines) world.start(machine)
await allUp(world)
const apiKey = await prepareDrawing(world)
for (const element of plan.elements) {
  const begun = Date.now()
  const prepared = await prepare(world, apiKey)
  await world.fail(element)
  await settle(world)
  const seen = await observe(world, prepared, spares)
  await world.restore(element)
  await allUp(world)
  const observation: Observation = { element: element.id, seen, seconds: (Date.now() - begun) / 1000 }
  console.log(JSON.stringify(observation))
}
process.exit(0)
