import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { dropFile, launchBrowser, serve } from './browser.mjs'
import { ROOT } from './dependencies.mjs'
import { median, percentile } from './figures.mjs'

const ROUNDS = 5
const MOVES = 60
/** Instances of each further gateway in the drawing of about 1,100 that is analysed while its cards are dragged. */
const REPLICAS = 25
const EDITS = 20
const GATEWAY = 'gw1'
const CARD = `.react-flow__node[data-id="${GATEWAY}"]`

/** Dragging with 100 and 500 components, at rest and while a drawing is analysed, and an edit of pattern 4, in one run of one browser. */
export async function benchCanvas(parts) {
  const plainFolder = mkdtempSync(join(tmpdir(), 'topology-plain-'))
  const browser = await launchBrowser()
  const servers = []
  try {
    await buildPlainPage(plainFolder)
    const app = await serve('dist')
    servers.push(app)
    const plain = await serve(plainFolder)
    servers.push(plain)
    const drags = []
    if (parts.includes('drag')) {
      for (const count of [100, 500]) drags.push(await benchDrag(browser, { app, plain, count }))
    }
    const analysing = parts.includes('drag-while-analysing')
      ? await benchDrag(browser, { app, plain, count: 100, replicas: REPLICAS })
      : undefined
    return { drags, analysing, edit: parts.includes('edit') ? await benchEdit(browser, app) : undefined }
  } finally {
    await browser.close()
    await Promise.all(servers.map((server) => server.close()))
    rmSync(plainFolder, { recursive: true, force: true })
  }
}

function buildPlainPage(outDir) {
  return build({
    root: join(ROOT, 'e2e/bench'),
    configFile: false,
    logLevel: 'error',
    base: './',
    build: { outDir, emptyOutDir: true, rolldownOptions: { input: join(ROOT, 'e2e/bench/plain.html') } },
  })
}

/**
 * Main-thread milliseconds per pointer event, p95, of ours and of plain React Flow, turn by turn. With `replicas` each
 * further gateway stands for that many instances, and an edit in the midst of a drag follows wherever the analysis has ended.
 */
async function benchDrag(browser, { app, plain, count, replicas }) {
  const design = manyComponents(count, replicas)
  const ours = await openPage(browser, app.url)
  await ours.getByRole('tab', { name: 'Palette' }).waitFor()
  await dropFile(ours, 'many.topology.json', JSON.stringify(design))
  await ours.locator(CARD).waitFor()
  const theirs = await openPage(
    browser,
    `${plain.url}plain.html?nodes=${count}&edges=${design.topology.connections.length}`,
  )
  await theirs
    .locator('.react-flow__node')
    .nth(count - 1)
    .waitFor({ state: 'attached' })
  const keepAnalysing = replicas === undefined ? undefined : await editor(ours)
  const rounds = []
  for (let round = 0; round < ROUNDS; round++) {
    const oursMs = await dragOnce(ours, CARD, keepAnalysing)
    const plainMs = await dragOnce(theirs, `.react-flow__node[data-id="n${Math.floor(count / 2)}"]`)
    rounds.push({ oursMs, plainMs })
  }
  await ours.context().close()
  await theirs.context().close()
  return {
    count,
    instances: design.topology.components.reduce((sum, component) => sum + (component.replicas ?? 1), 0),
    oursMs: median(rounds.map(({ oursMs }) => oursMs)),
    plainMs: median(rounds.map(({ plainMs }) => plainMs)),
    ratios: rounds.map(({ oursMs, plainMs }) => oursMs / plainMs),
  }
}

async function openPage(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto(url)
  return page
}

/** Before a pointer event: an edit that is analysed anew, wherever the analysis of the last one has ended. */
async function editor(page) {
  await page.getByRole('tab', { name: 'Capabilities' }).click()
  const board = page.locator('[aria-label="Capabilities"]')
  const isAnalysed = async () => (await board.getAttribute('aria-busy')) !== 'true'
  await page.locator('[aria-label="Capabilities"][aria-busy="false"]').waitFor()
  const version = page.getByRole('combobox', { name: 'API Manager version' })
  const versions = ['4.5.0', '4.6.0']
  return async () => {
    if (!(await isAnalysed())) return
    versions.reverse()
    await version.selectOption(versions[0])
    if (await isAnalysed())
      throw new Error('The edit was analysed before the page was dragged: the drawing is too small')
  }
}

async function dragOnce(page, selector, beforeMove = () => Promise.resolve()) {
  await page.bringToFront()
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const box = await page.locator(selector).boundingBox()
  const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  await page.mouse.move(from.x, from.y)
  const idle = median(await measure(page, session, () => Promise.resolve()))
  await page.mouse.down()
  await page.mouse.move(from.x + 4, from.y + 4)
  const samples = await measure(
    page,
    session,
    (step) => page.mouse.move(from.x + 4 + step, from.y + 4 + step / 2),
    beforeMove,
  )
  const moved = await page.locator(selector).boundingBox()
  if (Math.abs(moved.x - box.x - MOVES) > 20)
    throw new Error(`${selector} was not dragged: it moved by ${moved.x - box.x} px`)
  await page.mouse.move(from.x, from.y)
  await page.mouse.up()
  await session.detach()
  return percentile(samples, 0.95) - idle
}

/** Busy time of the main thread, by its own clock, for each event up to the second frame after it. */
async function measure(page, session, action, beforeMove = () => Promise.resolve()) {
  const samples = []
  for (let step = 1; step <= MOVES; step++) {
    await beforeMove()
    const before = await busyMs(session)
    await action(step)
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    samples.push((await busyMs(session)) - before)
  }
  return samples
}

async function busyMs(session) {
  const { metrics } = await session.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration').value * 1000
}

/** Pattern 4 grown to exactly `count` components by further gateways, each with a backend of its own, in a grid below. */
function manyComponents(count, replicas = 1) {
  const design = JSON.parse(topology('new', '--pattern', '4'))
  const { components, connections, places } = design.topology
  const gateway = components.find(({ id }) => id === GATEWAY)
  const backend = components.find(({ kind }) => kind === 'backend')
  const links = connections.filter(({ from, to }) => (from === GATEWAY || to === GATEWAY) && to !== backend.id)
  const layout = { ...design.layout }
  const columns = Math.ceil(Math.sqrt(count * 1.2))
  const add = (component, index) => {
    const { place: _, ...free } = component
    components.push(free)
    layout[component.id] = { x: (index % columns) * 240, y: 1000 + Math.floor(index / columns) * 120 }
  }
  for (let index = 0; components.length < count; index++) {
    const id = `more-gw${index}`
    add({ ...gateway, id, label: `More gateway ${index}`, ...(replicas > 1 && { replicas }) }, index * 2)
    for (const link of links) {
      const [from, to] = [link.from, link.to].map((end) => (end === GATEWAY ? id : end))
      connections.push({ ...link, id: `${link.id}-${index}`, from, to })
    }
    if (components.length === count) break
    add({ ...backend, id: `more-be${index}`, label: `More backend ${index}` }, index * 2 + 1)
    connections.push({ id: `more-gw${index}-be`, from: id, to: `more-be${index}` })
  }
  return { ...design, layout, topology: { places, components, connections } }
}

function topology(...args) {
  return execFileSync(process.execPath, [join(ROOT, 'dist-cli/topology.js'), ...args], { encoding: 'utf8' })
}

/**
 * From the key press that removes or restores a gateway of pattern 4 to its findings in the panel, laid out: milliseconds
 * in the page. What the panel shows meanwhile, which is of the drawing before and marked as busy, does not count.
 */
async function benchEdit(browser, app) {
  const page = await openPage(browser, app.url)
  await page
    .getByRole('button', { name: /^Start from Pattern 4:/ })
    .first()
    .click()
  await page.getByRole('tab', { name: /^Findings/ }).click()
  await page.evaluate(() => {
    window.editTimes = []
    let start = 0
    addEventListener(
      'keydown',
      () => {
        start = performance.now()
      },
      { capture: true },
    )
    const panel =
      document.querySelector('[role="tabpanel"] [aria-label="Findings"]') ??
      document.querySelector('[aria-label="Findings"]')
    new MutationObserver(() => {
      if (start === 0 || panel.getAttribute('aria-busy') === 'true') return
      document.body.getBoundingClientRect()
      window.editTimes.push(performance.now() - start)
      start = 0
    }).observe(panel, { subtree: true, childList: true, characterData: true, attributeFilter: ['aria-busy'] })
  })
  const card = page.getByRole('region', { name: 'Canvas' }).getByRole('group', { name: 'Gateway 2', exact: true })
  const taken = () => page.evaluate(() => window.editTimes.length)
  const undo = page.getByRole('button', { name: 'Undo', exact: true })
  for (let edit = 0; edit < EDITS; edit++) {
    await card.click()
    const before = await taken()
    await page.keyboard.press('Delete')
    await card.waitFor({ state: 'detached' })
    await page.waitForFunction((count) => window.editTimes.length > count, before)
    await page.keyboard.press('Control+z')
    await card.waitFor()
    await page.waitForFunction((count) => window.editTimes.length > count + 1, before)
  }
  await undo.waitFor()
  const times = await page.evaluate(() => window.editTimes)
  await page.context().close()
  const of = (turn) => {
    const own = times.filter((_, index) => index % 2 === turn)
    return { medianMs: median(own), p95Ms: percentile(own, 0.95), count: own.length }
  }
  // In turns: the first of two is analysed anew, the other finds what was said before.
  return { 'An edit': of(0), 'An undo': of(1) }
}
