import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { defineState, Store } from '../../localstack/store.ts'

const things = defineState({ name: 'things', initial: () => ({ made: new Map<string, Date>() }) })
const people = defineState({
  name: 'people',
  per: 'account',
  initial: () => ({ names: [] as string[] }),
})
const passing = defineState({ name: 'passing', persisted: false, initial: () => ({ count: 0 }) })

test('regional state is apart by region, account state is shared by regions', () => {
  const store = new Store()
  store.get(things, '1', 'eu').made.set('a', new Date(0))
  assert.equal(store.get(things, '1', 'us').made.size, 0)
  store.get(people, '1', 'eu').names.push('ann')
  assert.deepEqual(store.get(people, '1', 'us').names, ['ann'])
  assert.deepEqual(
    [...store.all(things)].map(({ account, region }) => `${account}/${region}`),
    ['1/eu', '1/us'],
  )
})

test('what was saved is there after a restart, Maps and Dates included, and the rest is not', async (context) => {
  const dir = await mkdtemp(join(tmpdir(), 'store-'))
  context.after(() => rm(dir, { recursive: true }))
  const file = join(dir, 'deep/state.bin')
  const before = new Store(file)
  before.get(things, '1', 'eu').made.set('a', new Date(5))
  before.get(passing, '1', 'eu').count = 9
  before.save()

  const after = new Store(file)
  assert.deepEqual(after.get(things, '1', 'eu').made.get('a'), new Date(5))
  assert.equal(after.get(passing, '1', 'eu').count, 0)
  after.reset()
  assert.equal(new Store(file).get(things, '1', 'eu').made.size, 0)
})
