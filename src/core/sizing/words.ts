/** How figures read in sentences. */

/** `6,000`; whole from 10, with one decimal below. */
export function amount(value: number): string {
  const rounded = value >= 10 ? Math.round(value) : Math.round(value * 10) / 10
  const [whole = '', decimals] = String(rounded).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return decimals === undefined ? grouped : `${grouped}.${decimals}`
}

/** `65 %` */
export function percent(share: number): string {
  return `${amount(share * 100)} %`
}

/** `1 gateway`, `2 gateways`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${amount(number)} ${number === 1 ? one : many}`
}

/** Three significant digits: `0.85`, `1.87`. */
export function factorText(factor: number): string {
  return String(Number(factor.toPrecision(3)))
}
