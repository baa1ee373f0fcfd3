import { inWords } from '../base/words'
import { DBMS_CHOICES } from '../kinds/fields'
import type { Field } from '../kinds/kind'
import { APIM_VERSIONS, type ApimVersion, type Design, type Settings } from '../model/design'
import { since, VERSIONS, versionsWith } from '../versions'

/**
 * Facts about the whole deployment, with their defaults. A setting that is absent from the document takes the default
 * below; `tokens` has none, because what the tokens are cannot be guessed, and the load is a matter of `sizing.ts`.
 */
export type EffectiveSettings = Required<Omit<Settings, 'tokens' | 'sizing'>> & Pick<Settings, 'tokens' | 'sizing'>

/** What leads clients into a cluster. */
export type Exposure = EffectiveSettings['exposure']

/** What leads into a cluster of this flavour where the design does not say. */
export function usualExposure(version: ApimVersion, flavour: string | undefined): Exposure {
  const { exposure, routes } = VERSIONS[version].charts
  if (flavour !== 'openshift') return exposure
  return routes ? 'route' : 'ingress'
}

type Named = Pick<Design, 'name' | 'apimVersion'>

/** Every setting at its default for a design of this name and version. */
export function defaultSettings({ name, apimVersion }: Named): EffectiveSettings {
  return {
    production: true,
    domain: `${name}.internal`,
    distributedThrottling: false,
    adminUsername: 'admin',
    dbms: 'mysql',
    installDirectory: '/opt/wso2',
    serviceUser: 'wso2carbon',
    javaHome: `/usr/lib/jvm/java-${VERSIONS[apimVersion].jdk.pick}-openjdk`,
    exposure: VERSIONS[apimVersion].charts.exposure,
    namespace: name,
    imageRegistry: 'docker.io',
    imageRepository: 'wso2',
    imageTag: apimVersion,
    secretDelivery: 'script',
    secretVault: 'hashicorp-vault',
  }
}

/** The design's settings with every gap filled. */
export function effectiveSettings(design: Named & Pick<Design, 'settings'>): EffectiveSettings {
  return { ...defaultSettings(design), ...design.settings }
}

/** `JDK 17 for 4.5.0 and of JDK 21 for newer versions` */
function usualJdks(): string {
  const picks = [...new Set(APIM_VERSIONS.map((version) => VERSIONS[version].jdk.pick))]
  const parts = picks.map((pick, at) => {
    const newest = at > 0 && at === picks.length - 1
    return `JDK ${pick} for ${newest ? 'newer versions' : inWords(versionsWith(({ jdk }) => jdk.pick === pick))}`
  })
  return parts.join(' and of ')
}

const VIRTUAL_MACHINES = 'Virtual machines'
const KUBERNETES = 'Kubernetes'

/** Form and grammar of the settings. Defaults that depend on the name or version are in `defaultSettings`. */
export const SETTING_FIELDS: readonly (Field & { readonly key: Exclude<keyof Settings, 'sizing'> })[] = [
  {
    type: 'flag',
    key: 'production',
    label: 'Production',
    help: 'Outside production, critical and high findings count one step less.',
    default: true,
  },
  {
    type: 'choice',
    key: 'tokens',
    label: 'Access tokens',
    help: 'Gateways check a JWT themselves and ask the key manager about an opaque token. Unset, rules about it stay silent.',
    choices: [
      { value: 'jwt', label: 'Self-contained JWT' },
      { value: 'opaque', label: 'Opaque' },
      { value: 'mixed', label: 'Both' },
    ],
  },
  {
    type: 'hostname',
    key: 'domain',
    label: 'Domain',
    help: 'DNS domain of host names that the drawing does not give. Unset, the name of the design and .internal.',
  },
  {
    type: 'flag',
    key: 'distributedThrottling',
    label: 'Distributed throttling',
    help: `Traffic Managers share their counters in Redis, so more than two can run. Needs ${since((facts) => facts.distributedThrottling)} or newer.`,
    default: false,
  },
  {
    type: 'text',
    key: 'adminUsername',
    label: 'Administrator',
    help: 'User name of the super administrator, equal on every server.',
    grammar: 'admin-user',
    default: 'admin',
  },
  {
    type: 'choice',
    key: 'dbms',
    label: 'Database system',
    help: 'Of every database that does not say its own.',
    choices: DBMS_CHOICES,
    default: 'mysql',
  },
  {
    type: 'text',
    key: 'installDirectory',
    label: 'Install directory',
    help: 'Directory on each host that holds the servers.',
    group: VIRTUAL_MACHINES,
    grammar: 'path',
    default: '/opt/wso2',
  },
  {
    type: 'text',
    key: 'serviceUser',
    label: 'Service user',
    help: 'Operating system user that the servers run as.',
    group: VIRTUAL_MACHINES,
    grammar: 'system-user',
    default: 'wso2carbon',
  },
  {
    type: 'text',
    key: 'javaHome',
    label: 'Java home',
    help: `JDK of the servers. Unset, the usual path of ${usualJdks()}.`,
    group: VIRTUAL_MACHINES,
    grammar: 'path',
  },
  {
    type: 'choice',
    key: 'exposure',
    label: 'Exposure',
    help: `What leads into the cluster. Unset, Gateway API for ${inWords(versionsWith(({ charts }) => charts.exposure === 'gateway-api'))} (a Route on OpenShift) and Ingress before.`,
    group: KUBERNETES,
    choices: [
      { value: 'gateway-api', label: 'Gateway API' },
      { value: 'ingress', label: 'Ingress' },
      { value: 'route', label: 'OpenShift Route' },
    ],
  },
  {
    type: 'text',
    key: 'namespace',
    label: 'Namespace',
    help: 'Of components that are not drawn in one. Unset, the name of the design.',
    group: KUBERNETES,
    grammar: 'dns-label',
  },
  {
    type: 'text',
    key: 'imageRegistry',
    label: 'Image registry',
    help: 'Host that serves the images.',
    group: KUBERNETES,
    grammar: 'image-registry',
    default: 'docker.io',
  },
  {
    type: 'text',
    key: 'imageRepository',
    label: 'Image path',
    help: 'What stands between the registry and the image name.',
    group: KUBERNETES,
    grammar: 'image-path',
    default: 'wso2',
  },
  {
    type: 'text',
    key: 'imageTag',
    label: 'Image tag',
    help: 'Of every image. Unset, the API Manager version.',
    group: KUBERNETES,
    grammar: 'image-tag',
  },
  {
    type: 'choice',
    key: 'secretDelivery',
    label: 'Secrets',
    help: 'How passwords and keystores come into the cluster. No bundle holds any of them.',
    group: KUBERNETES,
    choices: [
      { value: 'script', label: 'A script that makes them with kubectl' },
      { value: 'external-secrets', label: 'External Secrets, from a vault' },
      { value: 'sealed-secrets', label: 'Sealed Secrets, encrypted for the cluster' },
    ],
    default: 'script',
  },
  {
    type: 'choice',
    key: 'secretVault',
    label: 'Vault',
    help: 'That External Secrets read from; of no use to the other ways.',
    group: KUBERNETES,
    choices: [
      { value: 'hashicorp-vault', label: 'HashiCorp Vault' },
      { value: 'aws-secrets-manager', label: 'AWS Secrets Manager' },
      { value: 'azure-key-vault', label: 'Azure Key Vault' },
      { value: 'google-secret-manager', label: 'Google Secret Manager' },
    ],
    default: 'hashicorp-vault',
  },
]
