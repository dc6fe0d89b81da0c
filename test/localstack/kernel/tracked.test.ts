import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Store } from '../../../localstack/kernel/store.ts'
import { folderFor, made, open, people, type Thing, thing, things } from './things.ts'

/** Every way in which state can be changed. */
const changes: Record<string, (store: Store) => void> = {
  'a member of a record': (store) => (made(store).get('a')!.size = 5),
  'a member that is removed': (store) => delete (made(store).get('a') as Partial<Thing>).size,
  'a record that is added': (store) => void made(store).set('b', { ...thing(), size: 2 }),
  'a record that is changed right after it was added': (store) => {
    const fresh = thing()
    made(store).set('b', fresh)
    fresh.size = 7
  },
  'a record that is removed': (store) => void made(store).delete('a'),
  'all records removed': (store) => made(store).clear(),
  'an array that grows': (store) => void made(store).get('a')!.parts.push({ name: 'new' }),
  'an array that grows at its start': (store) =>
    void made(store).get('a')!.parts.unshift({ name: 'new' }),
  'an array that is cut': (store) => (made(store).get('a')!.parts.length = 1),
  'an array that is sorted': (store) =>
    void made(store)
      .get('a')!
      // oxlint-disable-next-line unicorn/no-array-sort -- in place is what is tested
      .parts.sort((one, other) => (one.name < other.name ? 1 : -1)),
  'an array that is replaced by a part of itself': (store) => {
    const record = made(store).get('a')!
    record.parts = record.parts.filter(({ name }) => name !== 'x')
  },
  'an object in an array': (store) => (made(store).get('a')!.parts.at(-1)!.name = 'z'),
  'an object found by iteration': (store) => {
    for (const [, record] of made(store)) for (const part of record.parts) part.name += '!'
  },
  'a Map in a record': (store) => void made(store).get('a')!.labels.set('l', new Date(9)),
  'a Map in a record that changes as well': (store) => {
    const record = made(store).get('a')!
    record.size = 8
    record.labels.set('l', new Date(9))
    record.labels.delete('old')
  },
  'a Map in a record that is replaced': (store) => {
    const record = made(store).get('a')!
    record.labels = new Map([['new', new Date(3)]])
    record.labels.set('newer', new Date(4))
  },
  'a record that is replaced after a change of its members': (store) => {
    made(store).get('a')!.size = 8
    made(store).set('a', { ...thing(), labels: new Map([['other', new Date(5)]]) })
  },
  'a Set in a record': (store) => void made(store).get('a')!.marks.add('m').delete('x'),
  'a member of the state itself': (store) => (store.get(things, '1', 'eu').last.name = 'n'),
  'the state of another region': (store) =>
    void store.get(things, '1', 'us').made.set('u', thing()),
  'an array in a state that is a Map': (store) =>
    void store.get(people, '1', '').get('ann')!.push('b'),
  'a record that moves to another name': (store) => {
    const record = made(store).get('a')!
    made(store).delete('a')
    made(store).set('b', record)
    made(store).get('b')!.size = 3
  },
}

function fill(store: Store): void {
  const record = {
    ...thing(),
    parts: [{ name: 'x' }, { name: 'y' }],
    labels: new Map([['old', new Date(1)]]),
    marks: new Set(['x']),
  }
  made(store).set('a', record)
  store.get(people, '1', '').set('ann', ['a'])
  store.save()
}

const all = (store: Store) => ({
  eu: store.get(things, '1', 'eu'),
  us: store.get(things, '1', 'us'),
  people: store.get(people, '1', ''),
})

for (const [what, change] of Object.entries(changes)) {
  test(`after kill -9 it is as it was saved: ${what}`, async (context) => {
    const folder = await folderFor(context)
    const store = open(folder)
    fill(store)
    store.transaction(() => change(store))
    const expected = structuredCloneOf(all(store))
    assert.notDeepEqual(expected, structuredCloneOf(all(filled())), 'something has changed')
    assert.deepEqual(structuredCloneOf(all(open(folder))), expected)
  })

  test(`a change that fails is undone, here and on disk: ${what}`, async (context) => {
    const folder = await folderFor(context)
    const store = open(folder)
    fill(store)
    const fail = () => {
      change(store)
      throw new Error('on purpose')
    }
    assert.throws(() => store.transaction(fail), /on purpose/)
    store.save()
    const expected = structuredCloneOf(all(filled()))
    assert.deepEqual(structuredCloneOf(all(store)), expected)
    assert.deepEqual(structuredCloneOf(all(open(folder))), expected)
  })
}

function filled(): Store {
  const store = new Store(() => {})
  fill(store)
  return store
}

/** Plain data again, out of views. */
function structuredCloneOf(value: unknown): unknown {
  if (value instanceof Date || typeof value !== 'object' || value === null) return value
  if (value instanceof Map)
    return new Map([...value].map(([key, item]) => [key, structuredCloneOf(item)]))
  if (value instanceof Set) return new Set(value)
  if (Array.isArray(value)) return value.map(structuredCloneOf)
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, structuredCloneOf(item)]),
  )
}

test('the same record is the same object each time it is read', () => {
  const store = filled()
  assert.equal(made(store).get('a'), [...made(store).values()][0])
  assert.equal(
    made(store).get('a')!.parts[0],
    made(store)
      .get('a')!
      .parts.find(() => true),
  )
})
