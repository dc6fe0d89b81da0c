import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Changes } from '../../../scripts/release/changes.ts'

function changesOf(dryRun: boolean) {
  const said: string[] = []
  return { said, changes: new Changes(dryRun, (line) => said.push(line)) }
}

test('a dry run reports what would change, and changes nothing', async () => {
  const { said, changes } = changesOf(true)
  const never = () => assert.fail('a dry run acted')
  assert.equal(await changes.create('cluster a', never), '(cluster a, not created yet)')
  await changes.update('role b', never)
  await changes.remove('group c', true, never)
  changes.unchanged('listener d')
  assert.deepEqual(said, [
    'would create cluster a',
    'would update role b',
    'would delete group c',
    'unchanged    listener d',
  ])
  assert.equal(changes.summary(), '1 would create, 1 would update, 1 would delete, 1 unchanged')
})

test('a run applies changes, and returns the id of what it created', async () => {
  const { said, changes } = changesOf(false)
  assert.equal(await changes.create('cluster a', async () => 'arn'), 'arn')
  assert.deepEqual(said, ['created      cluster a'])
})

test('an update shows which members change', async () => {
  const { said, changes } = changesOf(false)
  await changes.update('service a', async () => {}, [
    { path: 'desiredCount', found: 1, desired: 2 },
    { path: 'tags[0]', found: undefined, desired: { key: 'a' } },
  ])
  assert.deepEqual(said, [
    'updated      service a',
    '               desiredCount: 1 -> 2',
    '               tags[0]: nothing -> {"key":"a"}',
  ])
})

test('a resource that is not the app’s alone is kept', async () => {
  const { said, changes } = changesOf(false)
  await changes.remove('cluster a', false, () => assert.fail('it was deleted'))
  assert.deepEqual(said, ["kept         cluster a, which is not this app's alone"])
})

test('a resource that another run has deleted counts as deleted', async () => {
  const { said, changes } = changesOf(false)
  const gone = Object.assign(new Error('no such role'), { name: 'NoSuchEntityException' })
  await changes.remove('role b', true, () => Promise.reject(gone))
  assert.deepEqual(said, ['deleted      role b'])
})

test('a failure reports what was attempted and keeps its cause', async () => {
  const { said, changes } = changesOf(false)
  const cause = new Error('AWS said no')
  await assert.rejects(
    changes.create('cluster a', () => Promise.reject(cause)),
    { message: 'could not create cluster a', cause },
  )
  assert.deepEqual(said, [])
})
