import { KINDS } from '../../kinds'
import type { Id } from '../../model/design'
import type { GeneratedFile } from '../../serialize/file-tree'
import { TracedText } from '../../serialize/traced-text'
import type { Plan } from '../shared/plan'

/** Limits of every machine, which install.sh puts in place. Source: docs-apim, tuning performance. */
export function hostFiles(plan: Plan): GeneratedFile[] {
  return [sysctlFile(plan), limitsFile(plan)]
}

/**
 * The guide also sets tcp_tw_recycle: it breaks clients behind NAT, and the kernel has not had it since 4.12. Its port
 * range overlaps the servers' own ports, so those are reserved.
 */
function sysctlFile(plan: Plan): GeneratedFile {
  const ports = new Set(
    plan.nodes.flatMap((node) => KINDS[node.kind].ports.map((port) => port.port + node.instance.offset)),
  )
  const reserved = [...ports].filter((port) => port >= 1024 && port <= 65535).sort((a, b) => a - b)
  return lines(
    'common/host/sysctl.conf',
    [
      '# Kernel settings of machines that run WSO2 API Manager: /etc/sysctl.d/90-wso2am.conf',
      'fs.file-max = 2097152',
      'net.ipv4.tcp_fin_timeout = 30',
      'net.ipv4.tcp_tw_reuse = 1',
      'net.core.rmem_default = 524288',
      'net.core.wmem_default = 524288',
      'net.core.rmem_max = 67108864',
      'net.core.wmem_max = 67108864',
      'net.ipv4.tcp_rmem = 4096 87380 16777216',
      'net.ipv4.tcp_wmem = 4096 65536 16777216',
      'net.ipv4.ip_local_port_range = 1024 65535',
      '# Outgoing connections must not take the ports that the servers listen on.',
      `net.ipv4.ip_local_reserved_ports = ${reserved.join(',')}`,
    ],
    [...new Set(plan.nodes.flatMap((node) => node.subjects))],
  )
}

function limitsFile(plan: Plan): GeneratedFile {
  const perMachine = plan.machines.map((machine) => plan.nodes.filter((node) => node.machine === machine).length)
  const processes = 20000 + 1024 * Math.max(0, Math.max(1, ...perMachine) - 1)
  const user = plan.settings.serviceUser
  return lines(
    'common/host/limits.conf',
    [
      '# Limits of shells of the service user: /etc/security/limits.d/90-wso2am.conf',
      '# Services have theirs in the systemd units.',
      `${user} soft nofile 4096`,
      `${user} hard nofile 65535`,
      `${user} soft nproc ${processes}`,
      `${user} hard nproc ${processes}`,
    ],
    [],
  )
}

function lines(path: string, content: readonly string[], subjects: readonly Id[]): GeneratedFile {
  const because = { subjects, reason: 'Kernel and user limits that every machine with a server needs' }
  const text = new TracedText()
  for (const line of content) text.add(line, because)
  return text.toFile({ path, language: 'ini' })
}
