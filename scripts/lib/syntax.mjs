import { parseAst } from 'vite'

/** Every node of a TypeScript file, with the nodes around it, outermost first. Types are left out. */
export function* nodesOf(code) {
  yield* walk(parseAst(code, { lang: 'ts' }), [])
}

function* walk(node, around) {
  if (node.type.startsWith('TS') && !HOLDS_CODE.has(node.type)) return
  yield { node, around }
  const inside = [...around, node]
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child !== null && typeof child === 'object' && typeof child.type === 'string') yield* walk(child, inside)
    }
  }
}

/** Nodes of TypeScript that hold an expression. */
const HOLDS_CODE = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression'])
