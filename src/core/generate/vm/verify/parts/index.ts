import { CHECKS } from './checks'
import { CLOCKS } from './clocks'
import { CONNECTIONS } from './connections'
import { MACHINERY } from './machinery'
import { PRESENCE } from './presence'
import { RUN } from './run'
import { SECRETS } from './secrets'

export { START as VERIFY_START } from './start'

/** The part of verify.sh that is the same for every topology and stands after its list of checks. */
export const VERIFY_CHECKS = [MACHINERY, PRESENCE, SECRETS, CONNECTIONS, CHECKS, CLOCKS, RUN].join('\n\n')
