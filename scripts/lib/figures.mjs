/** Percentile of numbers by the nearest rank. */
export function percentile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN
}

export function median(numbers) {
  return percentile(numbers, 0.5)
}

/** `1.30 (1.12 to 1.55)`: the median and the spread of repeated measurements. */
export function spread(numbers, digits = 2) {
  const format = (value) => value.toFixed(digits)
  return `${format(median(numbers))} (${format(Math.min(...numbers))} to ${format(Math.max(...numbers))})`
}
