import { describeRule } from '../testing/describe-rule'
import { move, p0, p3, put, settings } from '../testing/redrawn'
import { serversRunAsRoot } from './sec-13-servers-run-as-root'

describeRule(serversRunAsRoot, {
  fires: {
    'servers run as root': {
      design: settings(p3, { serviceUser: 'root' }),
      says: /6 servers run as root/,
      fixes: ['Run them as wso2carbon'],
    },
    'one server does': {
      design: settings(p0, { serviceUser: 'root' }),
      says: /1 server runs as root/,
      fixes: ['Run them as wso2carbon'],
    },
  },
  quiet: {
    'they have a user of their own': settings(p3, { serviceUser: 'apim' }),
    'nothing is said': p3,
    'they are pods': settings(move(put(p0, [], [{ id: 'k8s', kind: 'kubernetes-cluster' }]), 'k8s', 'aio1'), {
      serviceUser: 'root',
    }),
  },
})
