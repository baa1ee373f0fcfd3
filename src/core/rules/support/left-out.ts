/** A row of the rule catalogue that is no rule here, and why. */
export interface LeftOut {
  readonly code: string
  readonly reason: string
}

const NOTE = 'True of whole classes of designs whatever is drawn: good practice, not a finding.'
const BUNDLE = 'The bundle writes this setting from the wiring, so a drawing cannot get it wrong.'
const SECRETS = 'Keys, certificates and passwords are in no drawing; a script makes them once for all servers.'

/** Rows that a drawing does not decide. Together with the rules they are the whole catalogue; a test holds them to it. */
export const LEFT_OUT: readonly LeftOut[] = [
  { code: 'LB-11', reason: 'What CFG-01 says, seen from the load balancer.' },
  { code: 'DB-11', reason: 'A hint to show on demand: both databases on one server share its fate and are fine so.' },
  {
    code: 'DB-15',
    reason:
      "The bundle keeps the registry and broker stores in each server's own H2, and nothing can be drawn to share them.",
  },
  { code: 'DB-16', reason: 'The bundle spells the embedded database out for gateways that do not start without.' },
  { code: 'EV-03', reason: 'The bundle writes every list as an array of separate addresses.' },
  { code: 'EV-14', reason: 'The bundle turns gateway notification on in every version that has it.' },
  { code: 'TM-08', reason: NOTE },
  { code: 'TM-09', reason: BUNDLE },
  { code: 'TM-10', reason: NOTE },
  { code: 'TM-11', reason: BUNDLE },
  { code: 'KM-04', reason: SECRETS },
  { code: 'KM-05', reason: 'Part of EV-10, which judges key managers of other products too.' },
  { code: 'SEC-06', reason: SECRETS },
  { code: 'SEC-07', reason: SECRETS },
  { code: 'SEC-08', reason: SECRETS },
  { code: 'SEC-09', reason: NOTE },
  { code: 'SEC-11', reason: 'Certificates and their dates are in no drawing.' },
  {
    code: 'CFG-01',
    reason: 'The bundle writes the name of the load balancer as the host name of the servers behind it.',
  },
  { code: 'CFG-03', reason: NOTE },
  { code: 'CFG-04', reason: 'The bundle adds the port offset of a server to every address of it.' },
  { code: 'CFG-06', reason: NOTE },
  { code: 'CFG-08', reason: BUNDLE },
  { code: 'GEN-02', reason: 'A design has one version of API Manager, so servers cannot differ.' },
  { code: 'K8S-03', reason: 'Mended by the bundle: its own PodDisruptionBudgets select the pods of every chart.' },
  { code: 'K8S-04', reason: 'Mended by the bundle: the post-render step spreads pods over machines and zones.' },
  { code: 'K8S-05', reason: 'Mended by the bundle: install.sh upgrades the servers of a pair one after the other.' },
  { code: 'K8S-06', reason: 'Mended by the bundle: probes wait for a slow start, in the values of every release.' },
  { code: 'K8S-07', reason: 'The bundle names the Service of each instance, never the shared one.' },
  {
    code: 'K8S-09',
    reason:
      'Mended by the bundle: budgets keep gateways while the control plane is down; draining machines then is not drawn.',
  },
  {
    code: 'K8S-10',
    reason: 'Mended by the bundle: pairs behind a portal get sticky sessions by Gateway API as well as by Ingress.',
  },
  { code: 'K8S-11', reason: 'The bundle turns high availability on where two servers are drawn.' },
  {
    code: 'K8S-12',
    reason: 'Mended by the bundle: the values of a pair of all-in-ones add the publish groups that the chart lacks.',
  },
  { code: 'OPS-01', reason: NOTE },
  { code: 'OPS-03', reason: NOTE },
  { code: 'OPS-04', reason: NOTE },
  { code: 'OPS-05', reason: NOTE },
  { code: 'OPS-06', reason: NOTE },
  { code: 'OPS-07', reason: NOTE },
  { code: 'MDC-04', reason: 'Firewall rules are not drawn; the bundle lists every flow that must be open.' },
  { code: 'MDC-07', reason: NOTE },
  { code: 'MDC-11', reason: 'What TM-07 says, in several datacenters.' },
  {
    code: 'MDC-12',
    reason: 'A connection between datacenters carries all streams; one that goes only one way is MDC-03.',
  },
  { code: 'MDC-13', reason: SECRETS },
  { code: 'MDC-18', reason: 'How the database decides conflicts is a setting of its replication, which is not drawn.' },
  { code: 'MDC-22', reason: 'The bundle names every publisher after the region that it leads to.' },
]
