import { expect, test } from 'vitest'
import { RULES } from '..'
import { GUIDE_CHECKS } from './guide-checks'
import { LEFT_OUT } from './left-out'

/** Rows of the rule catalogue: how many each family has. */
const ROWS = {
  HA: 12,
  PL: 8,
  LB: 11,
  DB: 16,
  EV: 14,
  TM: 11,
  KM: 8,
  SEC: 12,
  CFG: 9,
  EDGE: 1,
  GEN: 2,
  K8S: 12,
  OPS: 7,
  MDC: 22,
  SZ: 5,
} as const

/** Rules of ours in the same families: structure of the drawing, and what the deployment guides ask beyond the catalogue. */
const OWN = [
  'CFG-10',
  'CFG-11',
  'CFG-12',
  'CFG-13',
  'CFG-14',
  'DB-17',
  'DB-18',
  'DB-19',
  'GEN-03',
  'GEN-04',
  'GEN-05',
  'GEN-06',
  'GEN-07',
  'K8S-13',
  'K8S-14',
  'K8S-15',
  'K8S-16',
  'K8S-17',
  'K8S-18',
  'K8S-19',
  'K8S-20',
  'K8S-21',
  'K8S-22',
  'KM-09',
  'KM-10',
  'KM-11',
  'KM-12',
  'LB-12',
  'LB-13',
  'LB-14',
  'LB-15',
  'LB-16',
  'MDC-23',
  'MDC-24',
  'SEC-13',
  'TM-12',
  'TM-13',
]

const CATALOGUE = Object.entries(ROWS).flatMap(([family, count]) =>
  Array.from({ length: count }, (_, index) => `${family}-${String(index + 1).padStart(2, '0')}`),
)

test('every row of the catalogue is a rule or left out with a reason, and none is both', () => {
  const codes = [...RULES.map((rule) => rule.code), ...LEFT_OUT.map((row) => row.code)]
  expect(new Set(codes).size).toBe(codes.length)
  expect(codes.sort()).toEqual([...CATALOGUE, ...OWN].sort())
})

test('a reason is a sentence', () => {
  for (const { code, reason } of LEFT_OUT) expect(reason, code).toMatch(/^[A-Z].{20,}\.$/)
})

test('a rule is written down in one style', () => {
  for (const { code, title, why } of RULES) {
    expect(title, code).toMatch(/^[A-Z0-9].*[^.]$/)
    expect(why.length, code).toBeLessThan(240)
  }
  expect(new Set(RULES.map((rule) => rule.title)).size).toBe(RULES.length)
})

/** Checks that the deployment guides ask for beside the catalogue. */
const GUIDE_CHECK_COUNT = 84

test('every check of the guides is made by rules that exist, or left out with a reason', () => {
  const codes = new Set(RULES.map((rule) => rule.code))
  expect(GUIDE_CHECKS).toHaveLength(GUIDE_CHECK_COUNT)
  for (const item of GUIDE_CHECKS) {
    if ('reason' in item) expect(item.reason, item.check).toMatch(/^[A-Z].{20,}\.$/)
    else expect([item.rules.length > 0, ...item.rules.map((code) => codes.has(code))], item.check).not.toContain(false)
  }
  expect(new Set(GUIDE_CHECKS.map((item) => item.check)).size).toBe(GUIDE_CHECK_COUNT)
})

test('every rule of ours beside the catalogue is one that the guides ask for, or about what can be drawn or exported', () => {
  const asked = new Set(GUIDE_CHECKS.flatMap((item) => ('rules' in item ? item.rules : [])))
  expect(OWN.filter((code) => !asked.has(code) && !/^(?:GEN|K8S)-/.test(code))).toEqual([])
})
