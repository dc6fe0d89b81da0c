import assert from 'node:assert/strict'
import { cp, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { Store } from '../../../localstack/kernel/store.ts'
import { folderFor, made, open, people, thing, things } from './things.ts'

test('regional state is apart by region, account state is shared by regions', () => {
  const store = new Store(() => {})
  made(store).set('a', thing())
  assert.equal(store.get(things, '1', 'us').made.size, 0)
  store.get(people, '1', 'eu').set('ann', [])
  assert.deepEqual([...store.get(people, '1', 'us').keys()], ['ann'])
})

function fill(store: Store): void {
  made(store).set('a', thing())
  store.get(people, '1', '').set('ann', ['a'])
  store.save()
}

test('a change writes what has changed, not what is there', async (context) => {
  const folder = await folderFor(context)
  const store = open(folder)
  for (let index = 0; index < 1000; index++) made(store).set(`${index}`, thing())
  store.save()
  const journal = join(folder, 'state/journal-1')
  const before = (await readFile(journal)).length
  store.transaction(() => (made(store).get('500')!.size = 2))
  assert.ok((await readFile(journal)).length - before < 300)
})

test('a change of a record does not write the Maps in it', async (context) => {
  const folder = await folderFor(context)
  const store = open(folder)
  const labels = new Map(Array.from({ length: 1000 }, (_, index) => [`${index}`, new Date(index)]))
  store.transaction(() => made(store).set('a', { ...thing(), labels }))
  const journal = join(folder, 'state/journal-1')
  const before = (await readFile(journal)).length
  store.transaction(() => (made(store).get('a')!.size = 2))
  assert.ok((await readFile(journal)).length - before < 300)
  const { size, labels: kept } = made(open(folder)).get('a')!
  assert.deepEqual([size, kept.size], [2, 1000])
})

test('what is only read does not pile up, and what is changed is kept', () => {
  const store = new Store(() => {})
  const early = store.get(things, '1', 'region-0')
  for (let region = 0; region < 2000; region++) store.get(things, '1', `region-${region}`)
  assert.ok([...store.all(things)].length < 500)
  early.made.set('a', thing())
  for (let region = 0; region < 2000; region++) store.get(things, '1', `region-${region}`)
  assert.equal(store.get(things, '1', 'region-0').made.size, 1)
})

test('a state whose first change failed is saved with its next one', async (context) => {
  const folder = await folderFor(context)
  const store = open(folder)
  assert.throws(() =>
    store.transaction(() => {
      made(store).set('a', thing())
      throw new Error('on purpose')
    }),
  )
  store.transaction(() => made(store).set('b', thing()))
  assert.deepEqual([...made(open(folder)).keys()], ['b'])
})

test('what a transaction undoes was not saved before', async (context) => {
  const folder = await folderFor(context)
  const store = open(folder)
  assert.throws(() =>
    store.transaction(() => {
      made(store).set('a', thing())
      store.save()
      throw new Error('on purpose')
    }),
  )
  store.transaction(() => store.get(people, '1', '').set('ann', []))
  assert.deepEqual([...made(open(folder)).keys()], [])
})

test('a snapshot holds everything, and the changes made while it is written are kept', async (context) => {
  const folder = await folderFor(context)
  const store = open(folder)
  const large = 'x'.repeat(2000)
  for (let index = 0; index < 5000; index++) {
    store.get(people, '1', '').set(`${index}`, [large])
    if (index % 500 === 0) store.save()
  }
  store.save()
  store.transaction(() => {
    store.get(people, '1', '').set('late', ['kept'])
    store.get(people, '1', '').delete('7')
  })
  const killed = await folderFor(context)
  await cp(folder, killed, { recursive: true })
  assert.equal(open(killed).get(people, '1', '').size, 5000)
  await store.close()
  assert.deepEqual((await readdir(join(folder, 'state'))).toSorted(), ['journal-2', 'snapshot-2'])
  const after = open(folder).get(people, '1', '')
  assert.deepEqual(after.get('late'), ['kept'])
  assert.equal(after.has('7'), false)
  assert.equal(after.size, 5000)
})

test('a damaged end of the journal is moved aside and reported, and what is before it is kept', async (context) => {
  const folder = await folderFor(context)
  const store = open(folder)
  fill(store)
  store.transaction(() => made(store).set('last', thing()))
  const journal = join(folder, 'state/journal-1')
  const { length } = await readFile(journal)
  await truncate(journal, length - 3)

  const lines: string[] = []
  const again = open(folder, lines)
  assert.deepEqual([...made(again).keys()], ['a'])
  assert.match(
    lines.join(),
    /journal-1 is damaged at byte \d+ of \d+: all changes before that are kept, the rest was moved to .*journal-1\.damaged-\d+/,
  )
  again.transaction(() => made(again).set('next', thing()))
  const quiet: string[] = []
  assert.deepEqual([...made(open(folder, quiet)).keys()], ['a', 'next'])
  assert.deepEqual(quiet, [])
})

test('one flipped bit in the journal costs what follows it, and nothing before it', async (context) => {
  const folder = await folderFor(context)
  const store = open(folder)
  for (const name of ['a', 'b', 'c', 'd']) store.transaction(() => made(store).set(name, thing()))
  const journal = join(folder, 'state/journal-1')
  const bytes = await readFile(journal)
  bytes[bytes.length - 150]! ^= 1
  await writeFile(journal, bytes)
  const kept = [...made(open(folder)).keys()]
  assert.ok(kept.length > 0 && kept.length < 4)
  assert.deepEqual(kept, ['a', 'b', 'c', 'd'].slice(0, kept.length))
})

test('a damaged snapshot ends the start with its name and what to do', async (context) => {
  const folder = await folderFor(context)
  const store = open(folder)
  fill(store)
  store.reset()
  fill(store)
  await store.close()
  await writeFile(join(folder, 'state/snapshot-2'), 'no snapshot at all')
  assert.throws(
    () => open(folder),
    /state\/snapshot-2 is damaged at byte 0 of 18: .*move the folder away/,
  )
})

test('a file of another format or of an earlier docker-cloud ends the start', async (context) => {
  const folder = await folderFor(context)
  open(folder)
  await writeFile(join(folder, 'state/journal-1'), 'docker-cloud state 9\n')
  assert.throws(() => open(folder), /journal-1 is of format 9, and this emulator reads format \d+/)
  const former = await folderFor(context)
  await writeFile(join(former, 'state.bin'), '')
  assert.throws(() => open(former), /state\.bin was written by an earlier docker-cloud/)
})

test('state that is there and cannot be read is not taken for none', async (context) => {
  const folder = await folderFor(context)
  await writeFile(join(folder, 'state'), 'a file, no folder')
  assert.throws(() => open(folder), /state cannot be used \(EEXIST\): set DATA_DIR/)
  const other = await folderFor(context)
  open(other)
  await rm(join(other, 'state/journal-1'))
  await mkdir(join(other, 'state/journal-1'))
  assert.throws(
    () => open(other),
    /journal-1 cannot be read \(EISDIR\): restore it from a backup, or/,
  )
})

test('a reset forgets everything for good', async (context) => {
  const folder = await folderFor(context)
  const store = open(folder)
  fill(store)
  const stale = made(store).get('a')!
  store.reset()
  stale.size = 99
  store.save()
  assert.equal(made(store).size, 0)
  assert.equal(made(open(folder)).size, 0)
})

test('an effect runs after the change that it belongs to is saved, and not when that fails', async (context) => {
  const folder = await folderFor(context)
  const store = open(folder)
  const seen: unknown[] = []
  store.transaction(() => {
    made(store).set('a', thing())
    store.afterCommit(() => seen.push(made(open(folder)).has('a')))
  })
  assert.throws(() =>
    store.transaction(() => {
      store.afterCommit(() => seen.push('not to be'))
      throw new Error('on purpose')
    }),
  )
  store.save()
  assert.deepEqual(seen, [true])
})
