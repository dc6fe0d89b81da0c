import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readApp } from '../../../scripts/release/app.ts'
import { rehearsedEvent } from '../../../scripts/workflow/events.ts'
import { prepareWorkflow } from '../../../scripts/workflow/prepare.ts'
import { readWorkflow } from '../../../scripts/workflow/read-workflow.ts'
import { enterCheckout } from '../../support/checkout.ts'

const job = 'jobs: { a: { runs-on: ubuntu-latest, steps: [{ run: "echo ${{ inputs.level }}" }] } }'

const app = readApp({ GITHUB_REPOSITORY: 'octo/shop' })

test('a workflow is found by its file or its path, and its inputs come from the environment', async () => {
  const on = 'on: { workflow_dispatch: { inputs: { level: { required: true } } } }'
  using _ = enterCheckout({
    '.github/workflows/mine.yml': `${on}\n${job}\n`,
    '.github/workflows/inner.yml': `on: workflow_call\n${job}\n`,
  })
  const prepare = (name: string, env = {}) => prepareWorkflow(name, { app, env })
  for (const name of ['mine.yml', '.github/workflows/mine.yml']) {
    const { event, inputs } = await prepare(name, { level: 'high' })
    assert.equal(event.name, 'workflow_dispatch')
    assert.deepEqual(inputs, { level: 'high' })
  }
  await assert.rejects(prepare('mine.yml'), {
    message: /^mine\.yml cannot be rehearsed:\n {2}job a, step 1: it reads inputs\.level, which is/,
  })
  await assert.rejects(prepare('other.yml'), {
    message: 'there is no .github/workflows/other.yml; there are inner.yml, mine.yml',
  })
  await assert.rejects(prepare('inner.yml'), {
    message: /^no event on main starts inner\.yml: see its `on`; a workflow that others call/,
  })
})

test('a push has no inputs, and needs none', async () => {
  const on =
    'on: { push: {}, workflow_dispatch: { inputs: { level: { required: true }, place: { default: here } } } }'
  using _ = enterCheckout({
    '.github/workflows/mine.yml': `${on}\n${job.replace('inputs.level', 'inputs.place')}\n`,
  })
  const { event, inputs } = await prepareWorkflow('mine.yml', { app, env: {} })
  assert.equal(event.name, 'push')
  assert.deepEqual(inputs, {})
})

test('a rehearsal stands for a push to the branch, or for another event that starts the workflow', () => {
  const event = (on: string) =>
    rehearsedEvent(readWorkflow('w.yml', `on: ${on}\n${job}`), 'main')?.label
  assert.equal(event('[workflow_dispatch, push]'), 'push to main')
  assert.equal(
    event('{ push: { tags: [v*] }, schedule: [], workflow_dispatch: {} }'),
    'workflow_dispatch (main)',
  )
  assert.equal(event('pull_request'), 'pull_request')
  assert.equal(event('{ push: { branches: [trunk] } }'), undefined)
})
