import type { KindId } from '../../model/design'
import type { GeneratedFile } from '../../serialize/file-tree'
import { shellWord } from '../../serialize/shell'
import { TracedText } from '../../serialize/traced-text'
import type { Node, Plan } from '../shared/plan'

/** Kinds whose servers write folders that their peers need. Gateways and Traffic Managers load theirs. */
const WRITING: readonly KindId[] = ['all-in-one', 'api-control-plane', 'key-manager']

/**
 * Servers that stand for each other, and those of other regions whose users are the same, where no shared file system is
 * drawn: secondary user stores and tenants are folders on the server where somebody made them.
 * Source: docs-apim, active-active deployment and multi-datacenter pattern 1.
 */
export function sharingGroups(plan: Plan): Node[][] {
  const mounted = (node: Node) =>
    (plan.deployment.outgoing.get(node.instance.id) ?? []).some((link) => link.purposes.has('file-system'))
  const left = new Set(plan.nodes.filter((node) => WRITING.includes(node.kind) && !mounted(node)))
  const groups: Node[][] = []
  for (const node of left) {
    const partners = new Set([node.instance, ...node.server.peers, ...node.server.crossRegion])
    const group = [...left].filter((other) => partners.has(other.instance))
    for (const member of group) left.delete(member)
    if (group.length > 1) groups.push(group)
  }
  return groups
}

/** A script that copies those folders from the server where they changed; none where nothing is to be shared. */
export function sharedFoldersScript(plan: Plan): GeneratedFile[] {
  const groups = sharingGroups(plan)
  if (groups.length === 0) return []
  const body = { subjects: [], reason: 'The same for every topology' }
  const text = new TracedText()
    .add('#!/usr/bin/env bash', body)
    .add('# Copies what servers write and their peers must have: secondary user stores and tenants. See --help.', body)
    .add('set -euo pipefail', body)
    .blank()
    .add('# Group, server, its folder, and what ssh dials.', body)
    .add('readonly SERVERS=(', body)
  for (const [index, group] of groups.entries()) {
    for (const { name, home, instance, subjects } of group) {
      text.add(`  ${shellWord([index + 1, name, home, instance.hostname].join('|'))}`, {
        subjects,
        reason: 'It stands beside servers that must have the same secondary user stores and tenants',
      })
    }
  }
  text
    .add(')', body)
    .add(`readonly SERVICE_USER=${shellWord(plan.settings.serviceUser)}`, body)
    .blank()
    .add(BODY, body)
  return [text.toFile({ path: 'common/copy-shared-folders.sh', language: 'shell', executable: true })]
}

const BODY = `# Never more than these: databases, indexes and logs of a server are its own.
readonly FOLDERS=(repository/deployment/server/userstores repository/tenants)

usage() {
  cat <<TEXT
Run on the machine of the server where a user store or a tenant was added, after every such change:

  $(basename "$0") --from SERVER [--delete] [--dry-run]

  --from SERVER   one of: $(for entry in "\${SERVERS[@]}"; do name=\${entry#*|}; printf '%s ' "\${name%%|*}"; done)
  --delete        take away on the others what is not on this one
  --dry-run       say what would be copied
TEXT
}

fail() {
  printf 'Error: %s\\n' "$*" >&2
  exit 1
}

from=''
options=()
while [[ $# -gt 0 ]]; do
  case $1 in
    --from)
      [[ $# -ge 2 && -n $2 ]] || fail "$1 needs a value; see --help"
      from=$2
      shift 2
      ;;
    --delete) options+=(--delete); shift ;;
    --dry-run) options+=(--dry-run --itemize-changes); shift ;;
    -h | --help) usage; exit 0 ;;
    *) fail "unknown option $1; see --help" ;;
  esac
done
[[ -n $from ]] || fail 'say which server to copy from with --from; see --help'

group=''
home=''
for entry in "\${SERVERS[@]}"; do
  IFS='|' read -r number name folder _ <<<"$entry"
  if [[ $name == "$from" ]]; then
    group=$number
    home=$folder
  fi
done
[[ -n $group ]] || fail "$from is no server that shares folders; see --help"
[[ -d $home ]] || fail "$home does not exist: run this on the machine of $from"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# What a server writes is for itself and root: somebody else needs sudo to look, and a copy to send.
as_root() {
  if [[ $(id -u) -eq 0 ]]; then "$@"; else sudo "$@"; fi
}

# Leaves in source where the content of a folder can be read.
find_source() {
  source=$home/$1
  if [[ $(id -u) -eq 0 ]]; then return; fi
  source=$scratch/$1
  if [[ -e $source ]]; then return; fi
  mkdir -p "$(dirname "$source")"
  sudo cp -a "$home/$1" "$source"
  sudo chown -R "$(id -u)" "$scratch"
}

failed=0
for entry in "\${SERVERS[@]}"; do
  IFS='|' read -r number name folder target <<<"$entry"
  if [[ $number != "$group" || $name == "$from" ]]; then continue; fi
  for part in "\${FOLDERS[@]}"; do
    if ! as_root test -d "$home/$part"; then continue; fi
    printf '%s: %s\\n' "$name" "$part"
    find_source "$part"
    rsync --archive --chown="$SERVICE_USER:$SERVICE_USER" --rsync-path='sudo rsync' \${options[@]+"\${options[@]}"} \\
      "$source/" "$target:$folder/$part/" || failed=1
  done
done
if ((failed)); then fail 'not everything was copied; mend what is said above and run it again'; fi
printf 'Done. Servers notice user stores by themselves, tenants when they are next used.\\n'`
