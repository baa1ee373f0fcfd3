/** Text of `chart-keys.txt` for checkouts of helm-apim, one for each version. */
export function chartCatalogue(checkouts: readonly string[]): string
