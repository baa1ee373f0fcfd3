import { recognise } from '../../../analysis/recognise'
import { patternById } from '../../../patterns'
import { asDrawn } from '../../../patterns/as-drawn'
import { code, markdownTable, markdownText } from '../../../serialize/markdown'
import { hasPicture, PICTURE_PATH } from '../../shared/picture'
import { type Balancer, type Node, type Plan, portNumber } from '../../shared/plan'
import { publicAddresses } from './addresses'

/** What the topology is, who uses which address, and what runs where. */
export function overview(plan: Plan): string[] {
  const { design } = plan.deployment
  const recognition = recognise(plan.deployment)
  const pattern = recognition.pattern === null ? undefined : patternById(recognition.pattern)
  return [
    `# ${markdownText(design.title)}: WSO2 API Manager ${plan.facts.version} on virtual machines`,
    '',
    pattern
      ? `This is ${markdownText(recognition.label)}. ${markdownText(asDrawn(plan.deployment))}`
      : `This topology is none of the published patterns; it is installed as it is drawn. ${markdownText(asDrawn(plan.deployment))}`,
    ...(recognition.pattern === 'pattern-5'
      ? [
          '',
          'WSO2 publishes no guide for Pattern 5 on virtual machines. The configuration is composed of two that it does publish: gateways and the All-in-One as in Pattern 2, the Key Managers as in Pattern 4. Test it before you rely on it.',
        ]
      : pattern
        ? [
            '',
            `${pattern.id === 'disaster-recovery' ? 'WSO2 has no guide for it; its overview of several datacenters' : "WSO2's guide"}: <${guideOf(pattern.guide, plan.facts.version)}>`,
          ]
        : []),
    ...kubernetesNote(plan),
    ...(hasPicture(plan) ? ['', `![The topology as it is drawn](${PICTURE_PATH})`] : []),
    '',
    ...addressTable(plan),
  ]
}

/** The page of the version, not the newest one. */
function guideOf(url: string, version: string): string {
  return url.replace('/en/latest/', `/en/${version}/`)
}

function kubernetesNote(plan: Plan): string[] {
  const inCluster = plan.nodes.filter((node) => node.instance.cluster)
  if (inCluster.length === 0) return []
  const names = inCluster.map((node) => code(node.instance.id)).join(', ')
  return ['', `Drawn in a Kubernetes cluster, but installed on machines by this bundle: ${names}.`]
}

function addressTable(plan: Plan): string[] {
  const { portals, token, gateway } = publicAddresses(plan)
  const list = (urls: readonly string[], paths: readonly string[]) =>
    urls.flatMap((url) => paths.map((path) => code(`${url}${path}`))).join('<br>')
  const rows = [
    ['Developer Portal', list(portals, ['/devportal'])],
    ['Publisher, Admin Portal', list(portals, ['/publisher', '/admin'])],
    ['Tokens', list(token, ['/oauth2/token'])],
    ['APIs', list(gateway, [''])],
  ].filter(([, urls]) => urls !== '')
  return rows.length > 0 ? markdownTable(['For', 'Address'], rows) : ['The drawing has no server.']
}

export function machineTable(plan: Plan): string[] {
  return [
    ...markdownTable(
      ['Machine', 'Server', 'What', 'Name', 'HTTPS port', 'Heap', 'Unit', 'Files'],
      plan.nodes.map((node) => [
        machineCell(node),
        code(node.instance.id),
        `${markdownText(node.kindLabel)}${node.server.standby ? ', stands by' : ''}`,
        code(node.instance.hostname),
        String(portNumber(node.instance, 'servlet-https')),
        `${node.heapMb} MB`,
        code(node.unit),
        code(node.folder),
      ]),
    ),
  ]
}

function machineCell({ machine, instance }: Node): string {
  const where = [instance.zone?.label, instance.datacenter?.label].filter((label) => label !== undefined)
  const name = machine.label === instance.hostname ? code(machine.label) : markdownText(machine.label)
  const address = machine.address === undefined ? '' : ` ${code(machine.address)}`
  return `${name}${address}${where.length > 0 ? ` (${where.map(markdownText).join(', ')})` : ''}`
}

const SOFTWARE: Readonly<Record<Balancer['software'], string>> = {
  nginx: 'load balancer, NGINX',
  haproxy: 'load balancer, HAProxy',
  other: 'load balancer, other software',
  none: 'load balancer, managed',
}

/** Load balancers, databases and the rest that the servers work with. */
export function surroundings(plan: Plan): string[] {
  const rows = [
    ...plan.balancers.map((balancer) => [
      code(balancer.instance.id),
      SOFTWARE[balancer.software],
      [...new Set([...balancer.entries, ...balancer.relays].map(({ host }) => host))].map(code).join(', '),
      code(`${balancer.folder}/README.md`),
    ]),
    ...plan.databases.map(({ database, folder }) => [
      code(database.component.id),
      database.managed ? 'database, managed' : 'database',
      code(database.dbms === 'h2' ? 'embedded' : `${database.host}:${database.port}`),
      code(`${folder}/README.md`),
    ]),
  ]
  return rows.length > 0 ? ['', ...markdownTable(['Element', 'What', 'Name', 'Notes'], rows)] : []
}
