const HOUR = 60
const DAY = 24 * HOUR
const YEAR = 365 * DAY

/** A probability as a percentage whose distance to 100 has two significant digits: `99.84 %`. */
export function percentOf(availability: number): string {
  const missing = (1 - availability) * 100
  if (missing <= 0) return '100 %'
  const [, exponent = 0] = missing.toExponential(1).split('e').map(Number)
  const decimals = Math.min(12, Math.max(0, 1 - exponent))
  return `${(100 - missing).toFixed(decimals)} %`
}

/** Time a year that a probability leaves out, to two significant digits: `52 min`, `8.6 h`, `3.4 days`. */
export function downtimeOf(availability: number): string {
  const minutes = (1 - availability) * YEAR
  if (minutes <= 0) return 'none'
  if (minutes < 1) return `${digits(minutes * 60)} s`
  if (minutes < 100) return `${digits(minutes)} min`
  if (minutes < 2 * DAY) return `${digits(minutes / HOUR)} h`
  return `${digits(minutes / DAY)} days`
}

/** Two significant digits, written out. */
function digits(value: number): string {
  return String(Number(value.toPrecision(2)))
}
