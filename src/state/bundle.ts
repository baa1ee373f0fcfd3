import { useStore as useZustand } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { messageOf } from '../core/base/message-of'
import type { Design } from '../core/model/design'
import type { Bundle, Target } from '../core/serialize/file-tree'
import { deploymentOf, freshDeploymentOf, useDesign } from './analysis'
import { getState, subscribe, useStore } from './store'

/**
 * Bundles of the drawing. The generators load when the first bundle is asked for, and a bundle is made again only
 * while somebody looks at it.
 */
export interface BundleState {
  /** The latest bundle; of an earlier drawing while `loading`. */
  readonly bundle: Bundle | null
  readonly loading: boolean
  /** Why there is none: a fault of ours or of the network that the generators come from. */
  readonly error: string | null
}

const bundles = new WeakMap<Design, Map<Target, Bundle>>()

/** The bundle of exactly this design: what an export downloads. */
export async function bundleOf(design: Design, target: Target): Promise<Bundle> {
  const known = bundles.get(design)?.get(target)
  if (known) return known
  const { generate } = await import('../core/bundle')
  const bundle = generate(freshDeploymentOf(design), target)
  const ofDesign = bundles.get(design) ?? new Map<Target, Bundle>()
  ofDesign.set(target, bundle)
  bundles.set(design, ofDesign)
  return bundle
}

/** A store that follows the drawing as long as it has subscribers. */
function bundleStore(target: Target) {
  const store = createStore<BundleState>(() => ({ bundle: null, loading: true, error: null }))
  let subscribers = 0
  let stop: () => void = () => {}

  /** Makes the bundle of the drawing as it is; one that was overtaken by an edit meanwhile is dropped. */
  async function refresh(): Promise<void> {
    const { design } = getState()
    store.setState({ loading: true, error: null })
    // Edits come in bursts: the page shows the edit before the files are written again.
    await new Promise((done) => setTimeout(done, 0))
    if (getState().design !== design || subscribers === 0) return
    try {
      const bundle = await bundleOf(design, target)
      if (getState().design === design) store.setState({ bundle, loading: false, error: null })
    } catch (fault) {
      const error = messageOf(fault)
      if (getState().design === design) store.setState({ bundle: null, loading: false, error })
    }
  }

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe(listener: (state: BundleState, previous: BundleState) => void): () => void {
      const unsubscribe = store.subscribe(listener)
      if (subscribers++ === 0) {
        stop = subscribe((state, previous) => {
          if (state.design !== previous.design) void refresh()
        })
        void refresh()
      }
      return () => {
        unsubscribe()
        if (--subscribers === 0) stop()
      }
    },
  }
}

const STORES = { vm: bundleStore('vm'), kubernetes: bundleStore('kubernetes') }

const whole = (state: BundleState): BundleState => state

/** The bundle of the drawing for a target, made again after each edit while a component uses it. */
export function useBundle(target: Target): BundleState {
  return useZustand(STORES[target], whole)
}

/** The target that was chosen, else the one that the drawing stands on. */
export function useTarget(): Target {
  const chosen = useStore((state) => state.panel.target)
  const design = useDesign()
  return chosen === 'drawn' ? drawnTarget(design) : chosen
}

/** Kubernetes when every server is drawn in a cluster. */
export function drawnTarget(design: Design): Target {
  const { servers } = deploymentOf(design)
  return servers.length > 0 && servers.every(({ instance }) => instance.cluster !== undefined) ? 'kubernetes' : 'vm'
}
