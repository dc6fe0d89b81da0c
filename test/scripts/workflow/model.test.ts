import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { startsOnPush, eventsOf } from '../../../scripts/workflow/events.ts'
import { readWorkflows } from '../../../scripts/workflow/files.ts'
import { readWorkflow } from '../../../scripts/workflow/read-workflow.ts'
import { inOrder } from '../../../scripts/workflow/order.ts'

const read = (jobs: string, head = 'on: push') => readWorkflow('w.yml', `${head}\njobs:\n${jobs}`)
const job = (id: string, needs = '') =>
  `  ${id}:\n${needs && `    needs: ${needs}\n`}    steps: [{ run: echo }]\n`

test('the shipped workflows can be read', () => {
  const workflows = readWorkflows(join(import.meta.dirname, '../../..'))
  const deploy = workflows.find(({ file }) => file === 'deploy.yml')!
  assert.deepEqual(Object.keys(deploy.jobs), [
    'test',
    'not-configured',
    'push',
    'staging',
    'deploy',
  ])
  assert.deepEqual(deploy.jobs['not-configured']!.permissions, {})
  assert.deepEqual(deploy.jobs.test!.permissions, { contents: 'read' })
  assert.equal(deploy.jobs.deploy!.environment, 'production')
})

test('an unknown member is rejected', () => {
  const said = (jobs: string, head?: string) => {
    try {
      read(jobs, head)
    } catch (error) {
      return (error as Error).message
    }
    return undefined
  }
  assert.equal(said(`${job('a')}    stategy: {}\n`), "w.yml: jobs.a: Unexpected value 'stategy'")
  assert.equal(said(job('a'), 'on: push\ndefault: {}'), "w.yml: Unexpected value 'default'")
  assert.equal(
    said('  a:\n    steps: [{ run: x, uss: y }]\n'),
    "w.yml: jobs.a.steps[0]: Unexpected value 'uss'",
  )
  assert.equal(
    said('  a:\n    steps: [{ name: x }]\n'),
    'w.yml: jobs.a.steps[0] must have either `uses` or `run`',
  )
  assert.equal(said('  - a'), 'w.yml: jobs must be a mapping')
  assert.equal(said('  a:\n    steps: {}\n'), 'w.yml: jobs.a.steps must be a list')
})

test('jobs come after those they need', () => {
  const ids = (text: string) => inOrder(read(text)).map(({ id }) => id)
  assert.deepEqual(ids(job('c', '[b, a]') + job('a') + job('b', 'a')), ['a', 'b', 'c'])
  assert.throws(() => ids(job('a', 'x')), {
    message: 'w.yml: job a needs x, which is not one of the jobs a',
  })
  assert.throws(() => ids(job('a', 'b') + job('b', 'a')), {
    message: 'w.yml: the jobs a → b → a need each other',
  })
})

test('each trigger of a workflow is an event', () => {
  const refs = (on: string) =>
    eventsOf(read(job('a'), `on: ${on}`), 'main').map(({ name, ref }) => `${name} ${ref}`)
  assert.deepEqual(refs('push'), [
    'push refs/heads/main',
    'push refs/heads/any-other-branch',
    'push refs/tags/any-tag',
  ])
  assert.deepEqual(refs('{ push: { branches: [main, dev] } }'), [
    'push refs/heads/main',
    'push refs/heads/dev',
  ])
  assert.deepEqual(refs('{ push: { tags: ["v*"] } }'), ['push refs/tags/v*'])
  assert.deepEqual(refs('{ push: { branches-ignore: [main] } }'), [
    'push refs/heads/any-other-branch',
  ])
  assert.deepEqual(refs('[pull_request, workflow_call]'), [
    'pull_request refs/pull/1/merge',
    'pull_request refs/pull/1/merge',
  ])
  assert.deepEqual(refs('[schedule, release]'), [
    'schedule refs/heads/main',
    'release refs/tags/any-tag',
  ])
  assert.equal(refs('workflow_dispatch').length, 3)
})

test('a push starts a workflow whose filters do not exclude its branch', () => {
  const begins = (on: string) => startsOnPush(read(job('a'), `on: ${on}`), 'main')
  for (const on of ['push', '{ push: { branches: [main] } }', '{ push: { branches: ["ma*"] } }'])
    assert.ok(begins(on), on)
  for (const on of [
    'workflow_dispatch',
    '{ push: { branches: [trunk] } }',
    '{ push: { branches-ignore: [main] } }',
    '{ push: { tags: ["v*"] } }',
  ])
    assert.ok(!begins(on), on)
})

test('a checkout without workflows is rejected', () => {
  assert.throws(() => readWorkflows(import.meta.dirname), {
    message: 'there is no folder .github/workflows',
  })
})
