import type { Design } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { cut, forget, link, p1, put, say, twin } from '../testing/redrawn'
import { foldersNotShared } from './cfg-07-folders-not-shared'

const tenants = say(p1, 'aio1', { multiTenant: true })
const files = put(tenants, [{ id: 'files', kind: 'shared-file-system' }])
const store = put(p1, [{ id: 'users', kind: 'user-store', properties: { secondary: true } }])

const three = twin(files, 'aio2', 'aio3')
const more = put(files, [{ id: 'more', kind: 'shared-file-system' }])
const to = (design: Design, at: string, ...ids: readonly string[]) =>
  ids.reduce((drawn, id) => link(drawn, id, at, ['file-system']), design)

describeRule(foldersNotShared, {
  fires: {
    'a pair of All-in-Ones with tenants shares no files': { design: tenants, says: /several tenants/ },
    'they are connected to one file system each by half': {
      design: link(files, 'aio1', 'files'),
      says: /share no file system/,
      fixes: ['Connect them to the shared file system'],
    },
    'the third of them shares none': {
      design: to(three, 'files', 'aio1', 'aio2'),
      says: /share no file system/,
      fixes: ['Connect them to the shared file system'],
    },
    'the pair has a secondary user store': { design: link(store, 'aio1', 'users'), says: /secondary user store/ },
  },
  quiet: {
    'they share a file system': link(link(files, 'aio1', 'files'), 'aio2', 'files'),
    'all three share it': to(three, 'files', 'aio1', 'aio2', 'aio3'),
    'they share one file system and one has another beside it': to(to(more, 'files', 'aio1', 'aio2'), 'more', 'aio1'),
    'there is one tenant': say(p1, 'aio1', { multiTenant: false }),
    'the user store is the primary one': say(link(store, 'aio1', 'users'), 'users', { secondary: false }),
    'there is one All-in-One': cut(tenants, 'aio2'),
    'nothing is said of tenants': p1,
  },
  asks: {
    'nothing is said of tenants': [p1, 'multiTenant of aio1', 'multiTenant of aio2'],
    'nothing is said of the user store either': [
      forget(link(store, 'aio1', 'users'), 'users', 'secondary'),
      'multiTenant of aio1',
      'multiTenant of aio2',
      'secondary of users',
    ],
    'tenants are the reason already': [tenants],
    'they share files': [link(link(say(files, 'aio1', {}), 'aio1', 'files'), 'aio2', 'files')],
  },
})
