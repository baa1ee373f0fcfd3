import type { Provenance } from '../../../serialize/traced-text'
import { noted, type YamlNode } from '../../../serialize/yaml'

/** A tree of Helm values, set key by key; keys stand in the order in which they were first named. */
export class Values {
  readonly #leaves = new Map<
    string,
    { readonly value: YamlNode; readonly because: Provenance; readonly comment?: string }
  >()

  /** `wso2.apim.configurations.km.serviceUrl`. A key that is set again keeps its place. */
  set(path: string, value: YamlNode, because: Provenance, comment?: string): this {
    this.#leaves.set(path, { value, because, ...(comment !== undefined && { comment }) })
    return this
  }

  /** Several keys under one prefix, with one reason. */
  all(prefix: string, values: { readonly [key: string]: YamlNode }, because: Provenance): this {
    for (const [key, value] of Object.entries(values)) this.set(`${prefix}.${key}`, value, because)
    return this
  }

  /** Appends lines to a text value; its subjects are then those of both. */
  append(path: string, lines: readonly string[], because: Provenance): this {
    const known = this.#leaves.get(path)
    const before = typeof known?.value === 'string' ? known.value : ''
    const reason = known ? `${known.because.reason}; ${because.reason}` : because.reason
    const subjects = [...new Set([...(known?.because.subjects ?? []), ...because.subjects])]
    return this.set(path, `${before}${lines.join('\n')}\n`, { subjects, reason })
  }

  toNode(): YamlNode {
    const root = new Map<string, Node>()
    for (const [path, { value, because, comment }] of this.#leaves) {
      put(root, path.split('.'), noted(value, { because, ...(comment !== undefined && { comment }) }))
    }
    return fromMap(root)
  }
}

type Node = YamlNode | Map<string, Node>

function put(branch: Map<string, Node>, [head = '', ...rest]: readonly string[], leaf: YamlNode): void {
  if (rest.length === 0) {
    branch.set(head, leaf)
    return
  }
  const known = branch.get(head)
  const inner = known instanceof Map ? known : new Map<string, Node>()
  branch.set(head, inner)
  put(inner, rest, leaf)
}

function fromMap(branch: Map<string, Node>): YamlNode {
  return Object.fromEntries([...branch].map(([key, node]) => [key, node instanceof Map ? fromMap(node) : node]))
}
