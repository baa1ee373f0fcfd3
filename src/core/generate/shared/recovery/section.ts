import { inWords } from '../../../base/words'
import { hasRole } from '../../../kinds/roles'
import type { Id } from '../../../model/design'
import { code, codeBlock, markdownTable, markdownText } from '../../../serialize/markdown'
import type { Database, Deployment, Entry, Instance, Region } from '../../../wiring/deployment'
import { copyIn } from '../../../wiring/standby'
import { JDBC } from '../jdbc'
import { PROMOTION } from './promotion'

/** What the runbook of one target does at each step of a promotion, as lines of Markdown. */
export interface RecoveryCommands {
  /** What state a datacenter is in while it stands by, as a clause. */
  readonly waits: string
  /** Title of the section that says how a user sees that it works. */
  readonly verification: string
  /** Stops the servers of a datacenter for good. */
  readonly stop: (region: Region) => readonly string[]
  /** Starts those of one that is promoted, in order. */
  readonly start: (region: Region) => readonly string[]
  /** Checks them. */
  readonly check: (region: Region) => readonly string[]
  /** What keeps the standby like the datacenter that works. */
  readonly keepAlike: (region: Region) => readonly string[]
}

/** A block of the runbook, and what it is about. */
export interface RecoveryBlock {
  readonly lines: readonly string[]
  readonly subjects: readonly Id[]
}

/**
 * What to do when a datacenter is lost and another stands by for it: promotion, what is lost, how long it takes, and the
 * way back. Empty where nothing stands by, or nothing works that it stands by for.
 * Source: availability theory, disaster recovery (one-way replication; outage until switch-over); ours, no guide of WSO2.
 */
export function recoveryBlocks(deployment: Deployment, commands: RecoveryCommands): readonly RecoveryBlock[] {
  const [main] = deployment.regions.filter(({ standby }) => !standby)
  const waiting = deployment.regions.filter((region) => region.standby && hasControl(region, deployment))
  if (!main || waiting.length === 0) return []
  return [
    {
      lines: ['## Disaster recovery', '', ...introduction(main, waiting, deployment, commands)],
      subjects: idsOf(main),
    },
    ...waiting.flatMap((region) => [
      { lines: promotion(main, region, deployment, commands), subjects: idsOf(region) },
      { lines: failBack(main, region, deployment, commands), subjects: idsOf(region) },
    ]),
  ]
}

function idsOf({ id }: Region): readonly Id[] {
  return id === '' ? [] : [id]
}

function hasControl({ servers }: Region, { server }: Deployment): boolean {
  return servers.some((id) => hasRole(server.get(id)?.instance.kind ?? 'backend', 'control-plane'))
}

function introduction(
  main: Region,
  waiting: readonly Region[],
  deployment: Deployment,
  { waits }: RecoveryCommands,
): string[] {
  const names = inWords(waiting.map(({ label }) => markdownText(label)))
  const one = waiting.length === 1
  const copies = waiting.flatMap((region) => copiesIn(region, deployment).map((copy) => ({ region, ...copy })))
  return [
    `${markdownText(main.label)} works, and ${names} ${one ? 'stands' : 'stand'} by: ${waits}, since a copy of a database takes no writes. When ${markdownText(main.label)} is lost, nothing works until somebody promotes ${one ? names : 'one of them'} by the steps below.`,
    '',
    ...(copies.length > 0
      ? markdownTable(
          ['Database', 'Written at', 'Copied one way to', 'How far behind, asked at the copy'],
          copies.map(({ database, copy, region }) => [
            code(database.component.id),
            code(writtenAt(database)),
            `${code(copy.hostname)} (${markdownText(region.label)})`,
            database.managed
              ? "the provider's measurement of the lag"
              : code(PROMOTION[database.dbms]?.lag ?? 'the lag of the replication'),
          ]),
        )
      : ['**Nothing that is drawn copies the databases to it: it cannot be promoted.**']),
    '',
    '- **What is lost** (the recovery point): all that the databases had not copied yet, so as much as the lag above was at the moment of the loss: tokens, subscriptions, changes of APIs. Watch that lag, and set an alarm. Counts of rate limits and events on their way are lost too. A token that was revoked within the lag counts again; other JWTs stay valid, for keys and secrets are the same in both datacenters.',
    `- **How long it takes** (the recovery time): until somebody decides, until the copy is promoted, some minutes for each server that starts, one after the other, and ${wayInTime(deployment)}. Nobody knows the sum before a drill has measured it.`,
    '- **Drill**: promote the standby in a quiet hour by these steps, measure both figures, go back, and say in the drawing that it was rehearsed. The first drill is due before the first day of production.',
  ]
}

function wayInTime(deployment: Deployment): string {
  const wide = wideEntries(deployment).some(({ transit }) => transit.managed)
  return wide
    ? 'until the health checks of what leads clients in have noticed'
    : 'the time to live of the names that lead clients in'
}

interface Copy {
  readonly database: Database
  readonly copy: Instance
}

function copiesIn(region: Region, { databases }: Deployment): readonly Copy[] {
  return databases.flatMap((database) => {
    const copy = copyIn(database, region.id)
    return copy ? [{ database, copy }] : []
  })
}

function writtenAt({ members: [primary], host }: Database): string {
  return primary?.hostname ?? host
}

function promotion(main: Region, region: Region, deployment: Deployment, commands: RecoveryCommands): string[] {
  const label = markdownText(region.label)
  return [
    `### Promote ${label}`,
    '',
    `1. **Decide, and fence ${markdownText(main.label)}.** Two databases that are both written cannot be made one again. Stop the servers and the database there, or cut that datacenter off the network, before the next step:`,
    '',
    ...commands.stop(main),
    '',
    ...databaseStep(region, deployment),
    '',
    `3. **Start the servers of ${label}**, each when the one before it answers:`,
    '',
    ...commands.start(region),
    '',
    '4. **Check**, before clients come:',
    '',
    ...commands.check(region),
    '',
    ...entryStep(region, deployment, commands),
  ]
}

function databaseStep(region: Region, deployment: Deployment): string[] {
  const copies = copiesIn(region, deployment)
  if (copies.length === 0) return ['2. **Promote the databases.** The drawing has no copy of them.']
  return [
    '2. **Promote the databases.** Note the lag first: it is what is lost.',
    ...copies.flatMap(({ database, copy }) => [
      '',
      ...oneDatabase(database, copy),
      ...(isNamed(database)
        ? [
            '',
            `Then let the name ${code(database.host)} lead to ${code(copy.hostname)}: servers dial the database by that name.`,
          ]
        : []),
    ]),
  ]
}

function oneDatabase(database: Database, copy: Instance): string[] {
  if (database.managed || copy.managed)
    return [`${code(copy.hostname)} is promoted with the provider's own command or console, to a primary of its own.`]
  const { label } = JDBC[database.dbms]
  const known = PROMOTION[database.dbms]
  if (!known) return [`${code(copy.hostname)} is promoted with the tools of ${label}.`]
  return [`${label}, at ${code(copy.hostname)}:`, '', ...codeBlock('sql', known.promote)]
}

/** Servers dial a name that is none of its servers'. */
function isNamed({ host, members }: Database): boolean {
  return !members.some(({ hostname }) => hostname === host)
}

function wideEntries({ entries }: Deployment): readonly Entry[] {
  return entries.filter(({ transit, role }) => hasRole(transit.kind, 'wide-front') && role !== 'gateway-management')
}

/** Names that people and programs outside use, and where they lead in a datacenter. */
function entryStep(region: Region, deployment: Deployment, { verification }: RecoveryCommands): string[] {
  const here = (entry: Entry) => entry.targets.some(({ id }) => region.servers.includes(id))
  const wide = wideEntries(deployment)
  const led = wide.filter(here)
  const missed = wide.filter((entry) => !here(entry))
  const fronts = deployment.entries.filter(
    (entry) =>
      here(entry) &&
      entry.role !== 'gateway-management' &&
      entry.transit.datacenter?.places[0]?.id === region.id &&
      !deployment.entries.some(
        (other) => other.transit.datacenter === entry.transit.datacenter && other.next.includes(entry.transit),
      ),
  )
  const names = (entries: readonly Entry[]) => [...new Set(entries.map(({ host }) => code(host)))].join(', ')
  const targets = [...new Set(fronts.map(({ transit }) => code(transit.id)))].join(', ')
  const ids = (entries: readonly Entry[]) => [...new Set(entries.map(({ transit }) => code(transit.id)))].join(', ')
  return [
    '5. **Lead clients there.**',
    ...(led.length > 0
      ? [
          `   - ${ids(led)} ${led.length === 1 || new Set(led.map(({ transit }) => transit)).size === 1 ? 'leads' : 'lead'} to ${markdownText(region.label)} as well: once its health checks pass there, ${names(led)} follow. Take the datacenter that was lost out of it, so that it does not come back by itself.`,
        ]
      : []),
    ...(missed.length > 0
      ? [
          `   - ${ids(missed)} does not lead to ${markdownText(region.label)}: lead ${names(missed)} to ${targets} by hand.`,
        ]
      : []),
    ...(wide.length === 0
      ? [
          `   - Nothing that is drawn leads clients into both datacenters: let the public names in DNS lead to ${targets === '' ? 'the servers there' : targets}.`,
        ]
      : []),
    `   - Then sign in to the portals, get a token and call an API, as the section ${verification} says.`,
  ]
}

function failBack(main: Region, region: Region, deployment: Deployment, commands: RecoveryCommands): string[] {
  const label = markdownText(main.label)
  const promoted = markdownText(region.label)
  const copies = copiesIn(region, deployment)
  const written = [...new Set(copies.map(({ database }) => code(writtenAt(database))))].join(', ')
  return [
    `### Back to ${label}`,
    '',
    `1. Keep the servers of ${label} stopped while it comes back: what its databases hold is older now.`,
    `2. Save what ${written === '' ? 'its databases' : written} had not copied when it was lost, if somebody needs it. Then make ${copies.length === 1 ? 'it a copy' : 'them copies'} of what is written in ${promoted}, from a backup of that, and wait until the lag is nothing.`,
    `3. In a quiet hour, stop the servers of ${promoted}:`,
    '',
    ...commands.stop(region),
    '',
    `4. Wait until the lag is nothing again, promote the databases in ${label} as above, and make those of ${promoted} their copies again. Nothing is lost this way.`,
    `5. Start the servers of ${label}, check them, and lead clients back:`,
    '',
    ...commands.start(main),
    '',
    `### While ${promoted} stands by`,
    '',
    ...commands.keepAlike(region),
    `- Servers of ${promoted} must not start before it is promoted: they would fail on a database that takes no writes.`,
  ]
}
