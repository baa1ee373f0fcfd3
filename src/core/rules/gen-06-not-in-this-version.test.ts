import type { ApimVersion } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { link, of, put } from '../testing/redrawn'
import { notInThisVersion } from './gen-06-not-in-this-version'

const platform = (version: ApimVersion) =>
  link(put(of('pattern-3', version), [{ id: 'pgw1', kind: 'platform-gateway' }]), 'pgw1', 'acp1')
const federated = (product: string, version: ApimVersion) =>
  put(of('pattern-3', version), [{ id: 'fgw', kind: 'federated-gateway', properties: { product } }])

describeRule(notInThisVersion, {
  fires: {
    'a platform gateway is older than 4.7.0': { design: platform('4.6.0'), says: /4\.6\.0 does not know/ },
    'Kong is drawn on 4.5.0': { design: federated('kong', '4.5.0'), says: /of Kong, which 4\.5\.0/ },
  },
  quiet: {
    'a platform gateway is of 4.7.0': platform('4.7.0'),
    'Kong is drawn on 4.6.0': federated('kong', '4.6.0'),
    'its product is not known': put(of('pattern-3', '4.5.0'), [{ id: 'fgw', kind: 'federated-gateway' }]),
    'AWS is drawn on 4.5.0': federated('aws', '4.5.0'),
  },
})
