import { describeRule } from '../testing/describe-rule'
import { p3, say, unlink } from '../testing/redrawn'
import { dataCannotBeRestored } from './db-14-data-cannot-be-restored'

describeRule(dataCannotBeRestored, {
  fires: {
    'there is no backup': { design: say(p3, 'db1', { backup: 'none' }), says: /has no backup/ },
    'there are copies alone': { design: say(p3, 'db1', { backup: 'copies' }), severity: 'medium', says: /last copy/ },
  },
  quiet: {
    'any moment can be restored': say(p3, 'db1', { backup: 'point-in-time' }),
    'nothing is said': p3,
    'nothing uses it': say(
      unlink(p3, (item) => item.to === 'db1'),
      'db1',
      { backup: 'none' },
    ),
  },
  asks: {
    'nothing is said': [p3, 'backup of db1'],
    'it is H2': [say(p3, 'db1', { dbms: 'h2' })],
  },
})
