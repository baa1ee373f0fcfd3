import type { Exposure } from '../document/settings'

/** A release of Kubernetes. */
export interface KubernetesRelease {
  readonly major: number
  readonly minor: number
}

interface Need {
  readonly least: KubernetesRelease
  /** What asks for it. */
  readonly what: string
}

const CHARTS: Need = { least: { major: 1, minor: 26 }, what: "WSO2's charts" }

/**
 * The oldest release that what leads into a cluster is made for, with the charts at the least.
 * Source: docs-apim, Kubernetes prerequisites (1.26.3); gateway.envoyproxy.io, compatibility matrix of v1.7 (1.32 to
 * 1.35), read 2026-08.
 */
export const KUBERNETES_NEEDS: Readonly<Record<Exposure, Need>> = {
  'gateway-api': { least: { major: 1, minor: 32 }, what: 'Envoy Gateway v1.7.0' },
  ingress: CHARTS,
  route: CHARTS,
}

/** `1.33`, `v1.33.2` or `1.33.2-gke.100`; nothing where the text is no release of Kubernetes. */
export function kubernetesRelease(text: string): KubernetesRelease | undefined {
  const [, major, minor] = /^v?(\d{1,3})\.(\d{1,3})(?:[.+-]|$)/.exec(text.trim()) ?? []
  return major === undefined || minor === undefined ? undefined : { major: Number(major), minor: Number(minor) }
}

export function isOlder(a: KubernetesRelease, b: KubernetesRelease): boolean {
  return a.major < b.major || (a.major === b.major && a.minor < b.minor)
}
