import { textOf } from '../../../kinds/properties'
import { hasRole } from '../../../kinds/roles'
import type { KindId } from '../../../model/design'
import { code, codeBlock, markdownTable, markdownText } from '../../../serialize/markdown'
import type { Deployment, Instance } from '../../../wiring/deployment'
import { issuersInPlace } from '../../../wiring/identity-servers'
import { outsideIssuers } from '../../../wiring/outside-issuers'
import { streams } from '../../../wiring/streaming'
import { remotesOf } from '../../shared/event-publishers'
import { type Node, type Plan, portNumber } from '../../shared/plan'
import { authority } from '../../shared/urls'
import { otherPortalNames, ownName } from '../portals'
import { sharingGroups } from '../shared-folders'
import { healthUrl, publicAddresses } from './addresses'

export function healthChecks(plan: Plan): string[] {
  return [
    '## Health checks',
    '',
    ...markdownTable(
      ['Server', 'Check', 'Good'],
      plan.nodes.map((node) => [
        code(node.instance.id),
        code(`curl -fk ${healthUrl(node, node.instance.hostname)}`),
        `${node.kind === 'universal-gateway' ? '200 once all APIs are loaded' : '200'}${node.server.standby ? ', once promoted' : ''}`,
      ]),
    ),
    '',
    `Logs, which root and the group of ${code(plan.settings.serviceUser)} may read, are in ${code(`${plan.settings.installDirectory}/SERVER/repository/logs/wso2carbon.log`)}. A start ends with "WSO2 Carbon started"; errors about port 5672 afterwards mean that an event hub or Traffic Manager is not reached.`,
  ]
}

/** End to end, from the first log-in to a stopped server. */
export function verification(plan: Plan): string[] {
  const { portals, token, gateway } = publicAddresses(plan)
  const portal = portals[0] ?? 'the control plane'
  const paired = plan.nodes.some((node) => node.server.peers.length > 0)
  const several = gateway.length > 1
  return [
    '## Verification',
    '',
    `1. Sign in to ${code(`${portal}/publisher`)}, ${code(`${portal}/devportal`)} and ${code(`${portal}/admin`)} as ${code(plan.settings.adminUsername)}, with ${code('APIM_ADMIN_PASSWORD')} of ${code('security/secrets.env')}. "Registered callback does not match" means that the public name was another one at the first start.`,
    `2. In the Publisher create an API, deploy a revision to ${environmentNames(plan)}, publish it. The gateways' logs show it within seconds.`,
    `3. In the Developer Portal subscribe an application and get a token, or: ${code(`curl -k -u KEY:SECRET -d grant_type=client_credentials ${token[0] ?? portal}/oauth2/token`)}.`,
    `4. Call it: ${code(`curl -k -H "Authorization: Bearer TOKEN" ${gateway[0] ?? 'https://gateway'}/CONTEXT/VERSION/RESOURCE`)}. 404: not deployed on that gateway (labels, events). 401 or 403: key manager or subscription.${several ? ' Repeat it at every gateway address.' : ''}`,
    '5. Give the subscription a policy of a few calls a minute and exceed it: 429 within about a minute shows that counts reach the Traffic Managers and decisions come back.',
    '6. Revoke the token and call again: refused within seconds shows that revocations travel.',
    ...(paired
      ? [
          '7. Stop one server of each pair in turn and repeat steps 3 to 5; then restart a gateway and see it load all APIs by itself.',
        ]
      : ['7. Restart every server once and repeat step 4.']),
  ]
}

function environmentNames(plan: Plan): string {
  const names = [...new Set(plan.deployment.environments.map((environment) => environment.name))]
  return names.length > 0 ? `the environment ${names.map(code).join(' or ')}` : 'an environment'
}

export function rollback(plan: Plan): string[] {
  const stop = [...plan.nodes].reverse()
  return [
    '## Changes and rollback',
    '',
    `- Export again and run ${code('install.sh')} again: it changes what differs and keeps the old file as ${code('deployment.toml.previous')}. Then restart the servers one at a time, each after the health check of the one before.`,
    `- Back to the configuration before: in ${code(`${plan.settings.installDirectory}/SERVER/repository/conf`)}, ${code('sudo mv deployment.toml.previous deployment.toml')}, then ${code('sudo systemctl restart UNIT')}.`,
    `- Stop in the order ${stop.map((node) => code(node.instance.id)).join(', ')}, with ${code('systemctl stop UNIT')}.`,
    `- A step of ${code('install.sh')} that fails puts back what it changed and says how to go on; a server that runs is not touched.`,
    '- Back to nothing, where this was the first installation: on each machine, gateways first, what follows removes a server with its logs, secrets and embedded databases, and with the last one the limits and the user. Ansible put the bundle into `/var/lib/wso2am-bundle` instead of `~/wso2am-bundle`. The READMEs of load balancers say how to undo theirs; `network/README.md` how to undo packet filters; what is in other databases stays.',
    '',
    ...codeBlock(
      'sh',
      stop.map((node) => `sudo ~/wso2am-bundle/${node.folder}/install.sh --uninstall   # ${node.instance.hostname}`),
    ),
    '',
    `- To another version: move ${code(`${plan.settings.installDirectory}/SERVER`)} away and install beside it; WSO2's upgrade guide says what becomes of the databases.`,
    '- Databases are rolled back from a backup only. Take one before the first start and before every change of version.',
    `- Changing the administrator's password: in the console, then ${code('APIM_ADMIN_PASSWORD')} on every machine (${code('/etc/wso2am/*.env')}), then restart all servers; gateways and Traffic Managers have a user store of their own and must be signed in to as well.`,
  ]
}

/** Ports that servers listen on, for whoever looks at a machine. */
export function ports(plan: Plan): string[] {
  const offsets = plan.nodes.filter((node) => node.instance.offset !== 0)
  const kinds = new Set(plan.nodes.map((node) => node.kind))
  const gateways = plan.nodes.filter((node) => node.server.servesApis)
  const serving = gateways.length > 0
  const streaming = gateways.some((node) => !plan.facts.streamingToggles || streams(node.instance))
  const rows = [
    ['9443', 'HTTPS: portals, REST APIs, tokens, health', 'all'],
    ['9763', 'the same without TLS', 'all; nobody needs it'],
    ...(serving
      ? [
          ['8243, 8280', 'API calls over HTTPS, HTTP', 'gateways'],
          ...(streaming
            ? [
                ['8099, 9099', 'WebSocket over TLS, plain', 'gateways'],
                ['8021, 9021', 'WebSub over TLS, plain', 'gateways'],
              ]
            : []),
        ]
      : []),
    ...(kinds.size > 0
      ? [['5672, 8672', 'event hub and decisions, plain and TLS', 'control plane, Traffic Managers']]
      : []),
    ['9611, 9711', 'events and request counts; sign-in', 'control plane, Traffic Managers'],
    ['9999, 11111', 'JMX', 'all; management network only'],
  ]
  return [
    '## Ports',
    '',
    ...markdownTable(['Port', 'Use', 'Servers'], rows),
    ...(offsets.length > 0
      ? [
          '',
          `With an offset added on ${offsets.map((node) => `${code(node.instance.id)} (+${node.instance.offset}, so ${portNumber(node.instance, 'servlet-https')})`).join(', ')}.`,
        ]
      : []),
  ]
}

/** What is peculiar to several regions. */
export function regionNotes(plan: Plan): string[] {
  const publishers = plan.nodes.filter((node) => remotesOf(plan, node).length > 0)
  const { regions } = plan.deployment
  if (regions.length < 2) return []
  const notes = [
    '- Keystores, secrets and the administrator are the same in all regions: what one encrypts or signs, another reads.',
    ...(regions.filter(({ standby }) => !standby).length > 1
      ? ['- Limits count in each region, so a caller gets them once per region.']
      : []),
  ]
  if (publishers.length > 0) {
    const regionOf = (node: Node) => node.server.group.region
    const foreign = (node: Node) =>
      plan.nodes.filter((other) => hasRole(other.kind, 'control-plane') && regionOf(other) !== regionOf(node))
    const toAll = publishers.every((node) =>
      foreign(node).every(({ instance }) => node.server.crossRegion.includes(instance)),
    )
    const noisy = regions.some(({ id }) => publishers.filter((node) => regionOf(node) === id).length > 1)
    notes.push(
      `- ${publishers.map((node) => code(node.instance.id)).join(', ')} publish their events to ${toAll ? 'every control plane' : 'control planes'} of the other regions (${code('repository/deployment/server/eventpublishers')}, ${code('repository/conf/jndi-region-*.properties')}). ${code('install.sh')} writes the password into the latter on the machine: run it again when the password changes.`,
      '- Port 5672 must be open between all control planes, both ways, over a private link: AMQP there is not encrypted.',
      '- Events of a broken link are not sent again. After it heals, deploy changed APIs once more, or restart the gateways.',
      ...(noisy
        ? ['- Two publishers per region announce each API twice; gateways load it twice, which does no harm.']
        : []),
      '- Definitions of secondary user stores (`repository/deployment/server/userstores`) must be the same everywhere.',
    )
  }
  const dependent = plan.nodes.filter((node) => node.kind === 'universal-gateway' && !isLocal(plan, node.instance.id))
  if (dependent.length > 0) {
    notes.push(
      `- ${dependent.map((node) => code(node.instance.id)).join(', ')} load their APIs from another region. Without it they go on serving, but cannot start; avoid restarts while it is down.`,
    )
  }
  return [
    '## Regions',
    '',
    ...markdownTable(
      ['Region', 'Servers'],
      regions.map((region) => [
        `${markdownText(region.label)}${region.standby ? ', stands by' : ''}`,
        region.servers.map(code).join(', '),
      ]),
    ),
    '',
    ...notes,
  ]
}

function isLocal(plan: Plan, id: string): boolean {
  const { deployment } = plan
  const control = deployment.server.get(id)?.control
  const region = deployment.regions.find((candidate) => candidate.servers.includes(id))
  return control === undefined || control.targets.some((target) => region?.servers.includes(target))
}

const BY_HAND: Readonly<Partial<Record<KindId, string>>> = {
  'external-key-manager':
    'is registered in the Admin Portal under Key Managers, with its connector; to have its revocations noticed, let it post them to `/internal/data/v1/notify` of the control plane.',
  'federated-gateway': 'is added in the Admin Portal under Gateways, with its credentials.',
  'platform-gateway': 'is registered in the Admin Portal, and gets the registration token that it shows.',
  'kubernetes-gateway': "is installed with WSO2's chart for it and connected to the control plane.",
  'micro-integrator': 'is a backend here; install it with its own guide.',
  'user-store':
    'needs the administrator in it, and the names below which it keeps users and groups if they differ from the defaults.',
  redis: 'must be one address with replicas behind it, not a sharded cluster.',
  'shared-file-system':
    'is mounted at `repository/deployment/server/userstores` and `repository/tenants` of the servers that it is connected to, and nowhere else.',
}

/** What the bundle does not do, and for what is drawn, what has to be done by hand. */
export function notCovered(plan: Plan): string[] {
  const kinds = new Map<KindId, string[]>()
  for (const { kind, component } of plan.deployment.instances) {
    const ids = kinds.get(kind) ?? []
    if (!ids.includes(component.id)) kinds.set(kind, [...ids, component.id])
  }
  const drawn = [...kinds].flatMap(([kind, ids]) => {
    const text = BY_HAND[kind]
    return text === undefined ? [] : ids.map((id) => `- ${code(id)} ${text}`)
  })
  return [
    '## Not in this bundle',
    '',
    "- WSO2's packs, JDBC drivers, certificates of your authority, and every password.",
    '- Machines, networks, DNS records, database servers, backups, monitoring.',
    '- Tuning beyond the defaults: thread pools, cache sizes and connection pools depend on your load.',
    ...identityServerNotes(plan),
    ...portalNotes(plan),
    ...drawn,
    ...sharedFilesNote(plan),
    ...elasticNote(plan),
    ...duplicateNote(plan),
  ]
}

/** Source: docs-apim, active-active deployment: the portal writes user stores and tenants on the server that it runs on. */
function sharedFilesNote(plan: Plan): string[] {
  const sharing = sharingGroups(plan).flat()
  if (sharing.length === 0) return []
  return [
    `- Secondary user stores and tenants, if you use them: both are folders (${code('repository/deployment/server/userstores')}, ${code('repository/tenants')}) that the server where they are made writes. After every change ${code('common/copy-shared-folders.sh')} on its machine copies them to the others of ${sharing.map((node) => code(node.instance.id)).join(', ')}.`,
  ]
}

/** Source: apim-apps, publisher services/login/idp.jsp: the sign-in page is where the server's own name says. */
function portalNotes(plan: Plan): string[] {
  const notes = plan.nodes.flatMap((node) =>
    otherPortalNames(plan, node).map(
      (name) =>
        `- ${code(name)} leads to the portals as well, but whoever signs in there is sent on to ${code(ownName(plan, node).host)}: a control plane has one name of its own, ${code('hostname')} in its ${code('deployment.toml')}.`,
    ),
  )
  return [...new Set(notes)]
}

function identityServerNotes({ deployment }: Plan): string[] {
  const inPlace = issuersInPlace(deployment)
  return deployment.instances
    .filter((instance) => instance.kind === 'identity-server' && instance.ordinal === 1)
    .map((instance) => {
      const id = code(instance.component.id)
      if (inPlace.includes(instance)) {
        const release = textOf(instance.component, 'vendor') === undefined ? ' It must be release 5 or 6.' : ''
        return `- ${id} issues the tokens in place of the control plane: it needs WSO2's connector for API Manager and the shared database, and the listener that tells the control plane of revoked tokens runs there.${release}`
      }
      return `- ${id} is registered in the Admin Portal as a key manager${atAddress(deployment, instance)}. In place of the built-in one API Manager supports Identity Server 5 and 6 only, where control planes are connected to it.`
    })
}

/** ` at https://is.example.com:9443`, where some server dials it. */
function atAddress(deployment: Deployment, { id }: Instance): string {
  const addresses = deployment.servers.flatMap((server) => outsideIssuers(deployment, server))
  const found = addresses.find(({ targets }) => targets.includes(id))
  return found ? ` at ${code(`https://${authority(found)}`)}` : ''
}

function elasticNote(plan: Plan): string[] {
  const elastic = plan.deployment.instances.filter(
    (instance) => instance.kind === 'analytics' && textOf(instance.component, 'product') === 'elk',
  )
  return elastic.map(
    ({ component }) =>
      `- ${code(component.id)}: gateways write analytics to their log; the appender in ${code('log4j2.properties')} and Filebeat are set up by hand.`,
  )
}

/** Source: wso2/api-manager issue 3125, where the peer's absence blocked throttling threads in 4.0.0. */
function duplicateNote(plan: Plan): string[] {
  return plan.nodes.some((node) => node.server.duplicates.length > 0)
    ? [
        '- A peer that receives copies of events (`event_duplicate_url`) should not stay away for long: older releases were seen to hold up throttling while they could not reach it.',
      ]
    : []
}
