import { describeRule } from '../testing/describe-rule'
import { cut, p3, say } from '../testing/redrawn'
import { tooFewConnections } from './db-13-too-few-connections'

describeRule(tooFewConnections, {
  fires: {
    'servers open one connection more than it accepts': {
      design: say(p3, 'db1', { connectionLimit: 199 }),
      says: /2 servers open up to 200 connections/,
    },
  },
  quiet: {
    'it accepts as many as they open': say(p3, 'db1', { connectionLimit: 200 }),
    'one server less opens them': cut(say(p3, 'db1', { connectionLimit: 100 }), 'acp2'),
    'nothing is said': p3,
  },
  asks: {
    'nothing is said': [p3, 'connectionLimit of db1'],
    'it is H2': [say(p3, 'db1', { dbms: 'h2' })],
  },
})
