import { describeRule } from '../testing/describe-rule'
import { host, move, p3, put, say } from '../testing/redrawn'
import { placeUnknown } from './pl-06-place-unknown'

describeRule(placeUnknown, {
  fires: {
    'a server is in no zone': { design: move(p3, 'dc1', 'gw1'), says: /is drawn in no zone and on no host/ },
    'two are': { design: move(p3, 'dc1', 'gw1', 'lb1'), says: /are drawn in no zone/ },
  },
  quiet: {
    'each is in one': p3,
    'it is on a machine': move(put(p3, [], [host('vm9', 'dc1')]), 'vm9', 'gw1'),
    'it is a pod': move(put(p3, [], [{ id: 'k8s', kind: 'kubernetes-cluster', parent: 'dc1' }]), 'k8s', 'gw1'),
    'it is managed': say(move(p3, 'dc1', 'lb1'), 'lb1', { managed: true }),
    'it is H2, which runs inside its server': say(p3, 'db1', { managed: false, dbms: 'h2', mode: 'single' }),
  },
})
