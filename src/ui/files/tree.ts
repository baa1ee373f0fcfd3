import type { GeneratedFile } from '../../core/serialize/file-tree'

export interface FolderNode {
  readonly type: 'folder'
  /** `repository/conf` where a folder holds nothing but one folder. */
  readonly name: string
  readonly path: string
  readonly children: readonly TreeNode[]
}

export interface FileNode {
  readonly type: 'file'
  readonly name: string
  readonly path: string
}

export type TreeNode = FolderNode | FileNode

/** Files as nested folders: folders before files, each by name; a folder in a folder alone shares its line. */
export function treeOf(files: readonly Pick<GeneratedFile, 'path'>[]): readonly TreeNode[] {
  return childrenOf(
    files.map((file) => ({ path: file.path, rest: file.path.split('/') })),
    '',
  )
}

interface Entry {
  readonly path: string
  readonly rest: readonly string[]
}

function childrenOf(entries: readonly Entry[], prefix: string): readonly TreeNode[] {
  const folders = new Map<string, Entry[]>()
  const files: FileNode[] = []
  for (const { path, rest } of entries) {
    const [first = '', ...others] = rest
    if (others.length === 0) files.push({ type: 'file', name: first, path })
    else folders.set(first, [...(folders.get(first) ?? []), { path, rest: others }])
  }
  const nodes = [...folders].map(([name, inside]) => folderOf(name, `${prefix}${name}`, inside))
  return [...nodes.sort(byName), ...files.sort(byName)]
}

function folderOf(name: string, path: string, entries: readonly Entry[]): FolderNode {
  const children = childrenOf(entries, `${path}/`)
  const [only] = children
  if (children.length === 1 && only?.type === 'folder') return { ...only, name: `${name}/${only.name}` }
  return { type: 'folder', name, path, children }
}

const COLLATOR = new Intl.Collator('en', { numeric: true })

function byName(a: TreeNode, b: TreeNode): number {
  return COLLATOR.compare(a.name, b.name)
}

export interface Row {
  readonly node: TreeNode
  /** From 1. */
  readonly level: number
  readonly parent: string | null
}

/** The rows that are visible, top to bottom, with some folders folded. */
export function visibleRows(nodes: readonly TreeNode[], folded: ReadonlySet<string>): readonly Row[] {
  const walk = (children: readonly TreeNode[], level: number, parent: string | null): Row[] =>
    children.flatMap((node) => [
      { node, level, parent },
      ...(node.type === 'folder' && !folded.has(node.path) ? walk(node.children, level + 1, node.path) : []),
    ])
  return walk(nodes, 1, null)
}
