/**
 * `npm run screenshots`: builds the page and writes `docs/screenshots/`, light and dark: the empty page, each pattern, the
 * inspector, findings and the preview of an export, with a page that shows them all.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureDependencies, fail, ROOT, requireNode } from './lib/dependencies.mjs'

const FOLDER = join(ROOT, 'docs/screenshots')
const SIZE = { width: 1440, height: 900 }

requireNode()
ensureDependencies()
const build = spawnSync('npm', ['run', '--silent', 'build'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] })
if (build.status !== 0) fail('The build failed; its messages are above.')

const { launchBrowser, serve } = await import('./lib/browser.mjs')
rmSync(FOLDER, { recursive: true, force: true })
mkdirSync(FOLDER, { recursive: true })
const browser = await launchBrowser()
const app = await serve('dist')
const taken = []
for (const theme of ['light', 'dark']) await takeAll(theme)
writeFileSync(join(FOLDER, 'README.md'), gallery())
await app.close()
await browser.close()
console.log(`${taken.length} pictures in docs/screenshots`)

async function takeAll(theme) {
  await take(theme, 'empty', 'The empty page', async () => {})
  const page = await openPage(theme)
  const names = await startButtons(page).evaluateAll((buttons) =>
    buttons.map((button) => button.getAttribute('aria-label')),
  )
  await page.context().close()
  if (names.length !== 9) fail(`The gallery shows ${names.length} patterns, not 9.`)
  for (const name of names) {
    const title = name.replace(/^Start from /, '')
    await take(theme, fileName(title), title, (fresh) => startFrom(fresh, name))
  }
  const pattern3 = names.find((name) => name.startsWith('Start from Pattern 3:'))
  await take(theme, 'inspector', 'The inspector of a gateway', async (fresh) => {
    await startFrom(fresh, pattern3)
    await card(fresh, 'Gateway 1').click()
    await tab(fresh, /^Inspector/)
  })
  await take(theme, 'findings', 'Findings after a gateway and a load balancer were removed', async (fresh) => {
    await startFrom(fresh, pattern3)
    for (const label of ['Gateway 2', 'Load balancer 2']) {
      await card(fresh, label).click()
      await fresh.keyboard.press('Delete')
    }
    await tab(fresh, /^Findings/)
    await fresh
      .getByRole('region', { name: 'Findings' })
      .getByRole('button', { name: /only gateway/ })
      .first()
      .click()
  })
  await take(theme, 'export', 'The files of an export, with the lines of the selected gateway', async (fresh) => {
    await startFrom(fresh, pattern3)
    await fresh.getByRole('button', { name: 'Generated files' }).click()
    await card(fresh, 'Gateway 1').click()
    await fresh.getByRole('region', { name: /^Contents of .*deployment\.toml$/ }).waitFor()
  })
}

async function take(theme, name, title, prepare) {
  const page = await openPage(theme)
  await prepare(page)
  await page.mouse.move(SIZE.width / 2, 4)
  await page.evaluate(() => document.fonts.ready)
  await settled(page)
  const file = `${name}-${theme}.png`
  await page.screenshot({ path: join(FOLDER, file), animations: 'disabled', caret: 'hide' })
  taken.push({ file, title, theme })
  await page.context().close()
}

async function openPage(theme) {
  const context = await browser.newContext({ viewport: SIZE, colorScheme: theme, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(app.url)
  await page.getByRole('tab', { name: 'Palette' }).waitFor()
  return page
}

function startButtons(page) {
  return page.getByRole('region', { name: 'Canvas' }).getByRole('button', { name: /^Start from / })
}

async function startFrom(page, name) {
  await page.getByRole('region', { name: 'Canvas' }).getByRole('button', { name, exact: true }).click()
  await page.locator('.react-flow__node').first().waitFor()
}

function card(page, label) {
  return page.getByRole('region', { name: 'Canvas' }).getByRole('group', { name: label, exact: true })
}

async function tab(page, name) {
  await page.getByRole('tab', { name }).click()
}

/** Until two pictures in a row are the same: nothing moves and nothing loads any more. */
async function settled(page) {
  let before = await page.screenshot({ animations: 'disabled', caret: 'hide' })
  for (let attempt = 0; attempt < 50; attempt++) {
    const now = await page.screenshot({ animations: 'disabled', caret: 'hide' })
    if (now.equals(before)) return
    before = now
  }
  fail('The page does not come to rest.')
}

function fileName(title) {
  const short = /^Pattern \d/.test(title) ? title.replace(/:.*/, '') : title.replace(/,.*/, '')
  return short
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

function gallery() {
  const titles = [...new Set(taken.map(({ title }) => title))]
  const sections = titles.map((title) => {
    const pictures = taken.filter((picture) => picture.title === title)
    return [`## ${title}`, ...pictures.map(({ file, theme }) => `![${title}, ${theme}](${file})`)].join('\n\n')
  })
  return `# Topology Studio in pictures\n\nMade by \`npm run screenshots\` from the built page.\n\n${sections.join('\n\n')}\n`
}
