/** Keys of `toml-keys.json` that checkouts of product-apim show, one for each version, and named keys that nothing reads. */
export function tomlCatalogue(checkouts: readonly string[]): {
  readonly keys: Readonly<Record<string, string>>
  readonly unused: readonly string[]
}
