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

/** The slope of the line of least squares through the logarithms. */
export function exponentOf(points) {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)])
  const mean = (index) => logs.reduce((sum, point) => sum + point[index], 0) / logs.length
  const [x, y] = [mean(0), mean(1)]
  const along = logs.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0)
  return along / logs.reduce((sum, [a]) => sum + (a - x) ** 2, 0)
}
