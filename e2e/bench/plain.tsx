import { type Edge, type Node, ReactFlow, ReactFlowProvider, useEdgesState, useNodesState } from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import { createRoot } from 'react-dom/client'

/**
 * What the canvas is measured against: as many of React Flow's own default nodes and edges, and nothing else.
 * `plain.html?nodes=100&edges=250`
 */
const query = new URLSearchParams(location.search)
const count = Number(query.get('nodes') ?? 100)
const edgeCount = Number(query.get('edges') ?? count)
const COLUMNS = Math.ceil(Math.sqrt(count * 1.6))

const nodes: Node[] = Array.from({ length: count }, (_, index) => ({
  id: `n${index}`,
  position: { x: (index % COLUMNS) * 200, y: Math.floor(index / COLUMNS) * 100 },
  data: { label: `Node ${index}` },
}))

const edges: Edge[] = Array.from({ length: edgeCount }, (_, index) => ({
  id: `e${index}`,
  source: `n${index % count}`,
  target: `n${(index * 7 + 1) % count}`,
}))

function Plain() {
  const [currentNodes, , onNodesChange] = useNodesState(nodes)
  const [currentEdges, , onEdgesChange] = useEdgesState(edges)
  return (
    <ReactFlow
      nodes={currentNodes}
      edges={currentEdges}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      minZoom={0.05}
      fitView
    />
  )
}

const root = document.getElementById('root')
if (!root) throw new Error('plain.html has a root')
createRoot(root).render(
  <ReactFlowProvider>
    <Plain />
  </ReactFlowProvider>,
)
