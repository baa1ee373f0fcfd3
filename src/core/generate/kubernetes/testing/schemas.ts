import * as argocd from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1'
import * as envoy from '@kubernetes-models/envoy-gateway/gateway.envoyproxy.io/v1alpha1'
import * as externalSecrets from '@kubernetes-models/external-secrets/external-secrets.io/v1'
import * as gatewayApi from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1'
import * as apps from 'kubernetes-models/apps/v1'
import * as autoscaling from 'kubernetes-models/autoscaling/v2'
import * as batch from 'kubernetes-models/batch/v1'
import * as networking from 'kubernetes-models/networking.k8s.io/v1'
import * as policy from 'kubernetes-models/policy/v1'
import * as core from 'kubernetes-models/v1'
import * as oldApps from 'kubernetes-models-1.25/apps/v1'
import * as oldAutoscaling from 'kubernetes-models-1.25/autoscaling/v2'
import * as oldBatch from 'kubernetes-models-1.25/batch/v1'
import * as oldNetworking from 'kubernetes-models-1.25/networking.k8s.io/v1'
import * as oldPolicy from 'kubernetes-models-1.25/policy/v1'
import * as oldCore from 'kubernetes-models-1.25/v1'
import type { KubernetesObject } from './bundles'

type Model = new (object: never) => { readonly validate: () => void }
type Models = Readonly<Record<string, Readonly<Record<string, unknown>>>>

const CUSTOM: Models = {
  'gateway.networking.k8s.io/v1': gatewayApi,
  'gateway.envoyproxy.io/v1alpha1': envoy,
  'argoproj.io/v1alpha1': argocd,
  'external-secrets.io/v1': externalSecrets,
}

/** The newest cluster, and one release below the oldest that is supported: what that one takes, 1.26 takes. */
const CLUSTERS: Readonly<Record<string, Models>> = {
  '1.25': {
    v1: oldCore,
    'apps/v1': oldApps,
    'autoscaling/v2': oldAutoscaling,
    'batch/v1': oldBatch,
    'networking.k8s.io/v1': oldNetworking,
    'policy/v1': oldPolicy,
    ...CUSTOM,
  },
  newest: {
    v1: core,
    'apps/v1': apps,
    'autoscaling/v2': autoscaling,
    'batch/v1': batch,
    'networking.k8s.io/v1': networking,
    'policy/v1': policy,
    ...CUSTOM,
  },
}

/** What the API servers of the oldest and the newest cluster would refuse or drop, one sentence each. */
export function faultsOf(object: KubernetesObject): readonly string[] {
  const kind = String(object.kind)
  return Object.entries(CLUSTERS).flatMap(([cluster, models]) => {
    const model = models[String(object.apiVersion)]?.[kind] as Model | undefined
    if (!model) return [`${cluster} knows no ${object.apiVersion} ${kind}`]
    const refusal = refusalOf(model, object)
    if (refusal !== undefined) return [`${cluster} refuses ${kind}: ${refusal}`]
    return pathsOf(object).flatMap((path) =>
      isKnown(model, object, path, `${cluster} ${object.apiVersion} ${kind}`)
        ? []
        : [`${cluster} has no ${kind}.${path.join('.')}`],
    )
  })
}

function refusalOf(model: Model, object: unknown): string | undefined {
  try {
    new model(object as never).validate()
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

type Path = readonly (string | number)[]

const PROBES: readonly unknown[] = [0.5, 'x', {}, []]
const known = new Set<string>()

/** A schema lets anything pass as a field that it does not know, and of each field that it knows something not. */
function isKnown(model: Model, object: unknown, path: Path, place: string): boolean {
  const key = `${place} ${path.filter((part) => typeof part === 'string').join('.')}`
  if (known.has(key)) return true
  const found = PROBES.some((probe) => refusalOf(model, replaced(object, path, probe)) !== undefined)
  if (found) known.add(key)
  return found
}

function replaced(value: unknown, [part, ...rest]: Path, probe: unknown): unknown {
  if (part === undefined) return probe
  if (Array.isArray(value)) return value.map((item, at) => (at === part ? replaced(item, rest, probe) : item))
  return { ...(value as object), [part]: replaced((value as Record<string, unknown>)[part], rest, probe) }
}

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((item, at) => pathsOf(item, [...path, at]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...pathsOf(inner, [...path, key])])
}
