import type { ScriptOption } from '../script'

const CONTEXT = { does: 'contexts+=(VALUE)', needs: 'a name' }

const OF_ONE_CLUSTER: readonly ScriptOption[] = [
  { option: '--context NAME', meaning: 'kubectl context of the cluster; without it, the current one', ...CONTEXT },
]

const OF_SEVERAL_CLUSTERS: readonly ScriptOption[] = [
  {
    option: '--context CLUSTER=NAME',
    meaning: 'kubectl context of a cluster; the name of the cluster if not given',
    ...CONTEXT,
  },
  {
    option: '--cluster NAME',
    meaning: 'checks this cluster alone; may be given several times',
    does: 'only+=(VALUE)',
    needs: 'a name',
  },
]

/** Options of verify.sh, as its usage lists them. */
export function verifyOptions(several: boolean): readonly ScriptOption[] {
  return [
    ...(several ? OF_SEVERAL_CLUSTERS : OF_ONE_CLUSTER),
    {
      option: '--without NAMES',
      meaning: 'what install.sh left out, separated by commas: budgets, policies',
      does: 'without=VALUE',
      needs: 'names such as policies',
    },
    {
      option: '--address ADDRESS',
      meaning: 'where the public names lead to, while DNS does not know them yet',
      does: 'address=VALUE',
      needs: 'an address',
    },
  ]
}
