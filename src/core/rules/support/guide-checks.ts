/** One check of the deployment guides for virtual machines: the rules that make it, or why a drawing does not decide it. */
export type GuideCheck =
  | { readonly check: string; readonly rules: readonly string[] }
  | { readonly check: string; readonly reason: string }

const BUNDLE = 'The bundle writes it from the wiring, so a drawing cannot get it wrong.'
const SECRETS = 'Keys, certificates and passwords are in no drawing; a script makes them once for all servers.'

function made(check: string, ...rules: readonly string[]): GuideCheck {
  return { check, rules }
}

function left(check: string, reason: string): GuideCheck {
  return { check, reason }
}

/**
 * What the guides, the packs and their templates would have a reader check, beyond or beside the rule catalogue. A test
 * holds the rules named here to be rules.
 * Source: docs-apim, deployment guides of patterns 0 to 5 and the pages that they link to; product-apim v4.5.0 to v4.7.0.
 */
export const GUIDE_CHECKS: readonly GuideCheck[] = [
  made('There is a control plane, and somebody issues tokens', 'GEN-07', 'KM-11', 'KM-12'),
  left('The servers make up a pattern', 'Recognition says so, with the nearest patterns and what makes them.'),
  made('A single node is not for production', 'HA-01'),
  made('No group that should be doubled has one server', 'HA-01', 'HA-02', 'HA-03', 'HA-04'),
  made('No more than two servers copy events to each other', 'HA-05', 'HA-06', 'EV-07'),
  made('A load balancer stands in front of each group', 'LB-04', 'GEN-04'),
  made('Load balancer and database are not single', 'LB-01', 'LB-03', 'DB-02', 'DB-18', 'DB-19'),
  made('Control planes share their databases', 'DB-09'),
  made('Datacenters with control planes have copies of one database', 'MDC-23'),
  made('One datacenter works, and its standby is promoted in drills', 'MDC-24', 'OPS-02'),
  made('Key Managers share the databases of their control planes', 'DB-09', 'DB-01'),
  left(
    'An all-in-one beside gateways is not opened for API calls',
    'One that is drawn to take API calls does so on purpose; otherwise the bundle opens no port for them.',
  ),
  made('A Key Manager apart has a reason', 'KM-06'),
  made('Servers that stand for each other are not on one machine', 'PL-01', 'SZ-04'),
  made('Gateway groups and environments match', 'EV-12', 'LB-13'),

  made('Brokers and binary ports are dialled by node', 'LB-07'),
  made('Every broker and every Traffic Manager is listed', 'EV-01', 'EV-02', 'EV-09', 'TM-01', 'TM-13', 'GEN-04'),
  made('Events are copied to the peer, and not to oneself', 'EV-05', 'EV-06', 'TM-02'),
  made('Gateways and Key Managers copy no events', 'EDGE-01'),
  made('A gateway has one group of addresses for each Traffic Manager', 'TM-01', 'TM-03'),
  made('Control planes publish to every one of them', 'EV-04'),
  left('Service addresses have their scheme and path', BUNDLE),
  made(
    'Services of several nodes are dialled by the name of the load balancer',
    'CFG-10',
    'CFG-12',
    'CFG-14',
    'LB-12',
    'LB-14',
    'LB-15',
    'LB-16',
  ),
  left('Service addresses without a load balancer have their port', BUNDLE),
  made('No other machine is dialled as localhost', 'CFG-02'),
  left('Ports in addresses follow the offset of their server', BUNDLE),
  made('Servers behind a load balancer have a name that others can resolve', 'CFG-02'),
  left('The proxy port is that of the load balancer', BUNDLE),
  left('The Developer Portal has the public name', BUNDLE),
  left('Host names stay once a server has been started', 'What a server was started with is in no drawing.'),
  left('Revocations are told to the control plane and not to the Key Manager', BUNDLE),
  made('Separate Key Managers are asked about keys', 'KM-09'),

  made('Ports on one machine do not collide', 'PL-07'),
  made('Internal ports are not reachable for clients', 'SEC-04'),
  left(
    'Firewalls let every flow through',
    'Firewall rules are not drawn; the bundle lists every flow that must be open.',
  ),
  left(
    'Listeners that nobody uses are closed',
    'Whether an API streams is not for a drawing to say; LB-10 asks the other way.',
  ),

  left('The server role is the default', BUNDLE),
  left('No table stands twice', BUNDLE),
  left('Secrets are the last section', BUNDLE),
  left('The administrator is the same everywhere', SECRETS),
  made('Gateway labels are names of environments', 'EV-12'),
  left('Environments have names of their own', 'They are named after the labels of gateways, each once.'),
  made('Gateways report under ids of their own', 'EV-13'),
  left('Every issuer of tokens is set up alike', BUNDLE),
  left('A Key Manager keeps its configuration when its profile is set up', BUNDLE),
  made('Revocations reach the control plane', 'EV-10'),
  left('Identity Server as a key manager replaces the listener of API Manager', BUNDLE),
  made('Identity Server 7 is registered as a third party', 'KM-10'),
  left('Clustering is not configured', BUNDLE),
  left('Health checks use a port that is open', BUNDLE),
  made('Nothing is used that the version does not have', 'TM-12', 'GEN-06', 'MDC-08'),

  made('H2 is for trial only', 'DB-01'),
  made('The database is one that is tested', 'DB-12'),
  left('MySQL has the right character set', 'The bundle creates the databases with it.'),
  left('SQL Server has the right collation', 'The bundle creates the databases with it.'),
  left('Addresses of databases are escaped', BUNDLE),
  left('Every server that opens a database has its driver', BUNDLE),
  left('Database users and passwords are not those of the samples', SECRETS),
  made('The database takes as many connections as are opened', 'DB-13'),
  left(
    'Local stores are not on a shared mount',
    'They are in the folder of each server, and nothing can be drawn to share them.',
  ),
  made('Each schema has a database of its own', 'DB-17'),

  left('Every node has one encryption key', SECRETS),
  left('Key and keystore have one password', SECRETS),
  left('Keystores are the same on every node', SECRETS),
  left('Keystores and administrator are not the defaults', SECRETS),
  left('Truststores hold every certificate that is met', SECRETS),
  left('Certificates are strong and name their hosts', SECRETS),
  left('Links are signed with one secret', SECRETS),
  left('Host names in certificates are checked', SECRETS),
  left('No secret stands in clear text', SECRETS),

  made('Portals keep a browser on one server', 'LB-05'),
  made('Gateways and Traffic Managers need no sticky sessions', 'LB-06'),
  made('Load balancers check the health of what is behind them', 'LB-08'),
  made('Management is not public', 'SEC-01'),
  left('What servers dial of each other is not blocked', BUNDLE),
  made('Calls are not in clear text behind the load balancer', 'SEC-05'),
  made('Streaming APIs can enter', 'LB-10'),

  made('Java is a release that the servers start on', 'CFG-11'),
  made('Machines and heaps are large enough', 'SZ-04', 'CFG-09'),
  made('Servers do not run as root', 'SEC-13'),
  left('The operating system is one that is tested', 'A drawing has machines, and not what is installed on them.'),
  made('Redis is of a kind that can be dialled', 'TM-04', 'TM-12'),
  made('Backend limits count over all gateways', 'TM-06'),
  made('User stores and tenants are the same on all servers', 'CFG-05', 'CFG-07', 'CFG-13'),
]
