// Makes the catalogues that generated files are checked against, from checkouts of WSO2's sources:
//
//   node scripts/catalogue-keys.mjs charts HELM_APIM...            writes chart-keys.txt; with --check it only compares
//   node scripts/catalogue-keys.mjs toml PRODUCT_APIM...           prints keys, and what toml-keys.json says otherwise
//
// One checkout for each version, at its tag. For toml it may be a folder that holds product-apim beside carbon-apimgt,
// carbon-kernel and others that packs are built from: without them, the keys of their templates are missing. What only
// the code of the product says, such as keys that break it, is in no template, so toml-keys.json is completed by hand.
import { readFileSync, writeFileSync } from 'node:fs'
import { chartCatalogue } from './lib/chart-catalogue.mjs'
import { tomlCatalogue } from './lib/toml-catalogue.mjs'

const CHART_KEYS = new URL('../src/core/generate/kubernetes/testing/chart-keys.txt', import.meta.url)
const TOML_KEYS = new URL('../src/core/generate/vm/testing/toml-keys.json', import.meta.url)

const [what, ...rest] = process.argv.slice(2)
const checkouts = rest.filter((argument) => argument !== '--check')
const commands = { charts, toml }
if (!Object.hasOwn(commands, what) || checkouts.length === 0) {
  console.error('usage: node scripts/catalogue-keys.mjs charts|toml CHECKOUT... [--check]')
  process.exitCode = 2
} else {
  commands[what]()
}

function charts() {
  const text = chartCatalogue(checkouts)
  if (!rest.includes('--check')) {
    writeFileSync(CHART_KEYS, text)
  } else if (readFileSync(CHART_KEYS, 'utf8') !== text) {
    console.error('chart-keys.txt is not what these charts declare and read.')
    process.exitCode = 1
  }
}

function toml() {
  const found = tomlCatalogue(checkouts)
  const { keys } = JSON.parse(readFileSync(TOML_KEYS, 'utf8'))
  console.log(JSON.stringify(found, null, 2))
  const report = (title, list) => console.error(`${title}: ${list.length}${list.map((key) => `\n  ${key}`).join('')}`)
  report(
    'Read, and not in toml-keys.json',
    Object.keys(found.keys).filter((key) => !(key in keys)),
  )
  report(
    'In toml-keys.json, and read by no template of these checkouts',
    Object.keys(keys).filter((key) => !(key in found.keys)),
  )
}
