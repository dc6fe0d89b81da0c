import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { requiredVariables, optionalVariables } from '../../../scripts/release/variables.ts'
import { checkWorkflow } from '../../../scripts/workflow/check.ts'
import { readWorkflow } from '../../../scripts/workflow/read-workflow.ts'
import { ActionRepositories } from '../../../scripts/workflow/actions/repository.ts'
import { resolveActions } from '../../../scripts/workflow/actions/resolve.ts'

/** Workflows that are rejected before anything runs. */

const folder = join(import.meta.dirname, '../../../.github/workflows')
const shipped = readFileSync(join(folder, 'deploy.yml'), 'utf8')
const ci = readWorkflow('ci.yml', readFileSync(join(folder, 'ci.yml'), 'utf8'))

const inner = readWorkflow(
  'inner.yml',
  `on: { workflow_call: { outputs: { x: { value: y } } } }
jobs: { b: { runs-on: ubuntu-latest, permissions: { id-token: write }, steps: [{ run: ls }] } }
`,
)

async function check(text: string, env: NodeJS.ProcessEnv = {}) {
  const workflow = readWorkflow('deploy.yml', text)
  const workflows = [ci, inner, workflow]
  const steps = workflows.flatMap(({ jobs }) => Object.values(jobs).flatMap((job) => job.steps))
  const repositories = new ActionRepositories('/nonexistent', undefined)
  const resolution = await resolveActions(steps, { root: import.meta.dirname, repositories })
  const vars = [...requiredVariables, ...optionalVariables]
  return checkWorkflow(workflow, {
    vars,
    secrets: {},
    env,
    workflows,
    resolution,
    isDispatch: true,
  })
}

/** The lines about what cannot be rehearsed. */
async function problems(text: string): Promise<string[]> {
  const error: Error = await check(text).then(
    () => assert.fail('nothing was rejected'),
    (cause: Error) => cause,
  )
  const [first, ...lines] = error.message.split('\n')
  assert.equal(first, 'deploy.yml cannot be rehearsed:')
  return lines.map((line) => line.trim())
}

const jobOf = (steps: string, more = '') => `on: push
jobs:
  a:
    runs-on: ubuntu-latest
${more}    steps:
${steps}`

const stepOf = (step: string) => jobOf(`      - ${step}\n`)

test('the shipped workflow can be rehearsed', async () => {
  assert.deepEqual(await check(shipped), {
    vars: { NODE_IMAGE: '', REGISTRIES: '' },
    secrets: { DOCKER_AUTH_CONFIG: '' },
    inputs: {},
  })
})

test('a renamed variable', async () => {
  const text = shipped.replace('vars.AWS_DEPLOY_ROLE_ARN }}', 'vars.AWS_ROLE }}')
  const [problem] = await problems(text)
  assert.match(
    problem!,
    /^job deploy, step \d: it reads vars\.AWS_ROLE, which is not set: bootstrap prints AWS_PUSH_ROLE_ARN, AWS_DEPLOY_ROLE_ARN, AWS_REGION, APP_NAME, ECR_VISIBILITY.*; your own values are read from the environment or \.env$/,
  )
})

test('secrets and variables of one’s own come from the environment', async () => {
  const step = stepOf("run: echo ${{ secrets.TOKEN }} ${{ vars['LEVEL'] }}")
  assert.deepEqual(await check(step, { TOKEN: 't', LEVEL: '1' }), {
    secrets: { TOKEN: 't' },
    vars: { LEVEL: '1' },
    inputs: {},
  })
  assert.match(
    (await problems(step))[0]!,
    /^job a, step 1: it reads secrets.TOKEN, which is not set/,
  )
})

test('a condition and an expression with an alternative may read what is not set', async () => {
  const step = stepOf("{ if: vars.LEVEL != '', run: \"echo ${{ vars.LEVEL || 'none' }}\" }")
  assert.deepEqual((await check(step)).vars, {})
})

test('a called workflow may not have more permissions than the job that calls it', async () => {
  const calling = (permissions: string) =>
    `on: push\njobs:\n  a:\n    permissions: ${permissions}\n    uses: ./.github/workflows/inner.yml\n`
  await check(calling('{ id-token: write }'))
  assert.deepEqual(await problems(calling('{}')), [
    "job a / job b: The nested job 'b' is requesting 'id-token: write', but is only allowed 'id-token: none'.",
  ])
})

test('everything that cannot be rehearsed is named at once', async () => {
  const text = jobOf('      - uses: docker://alpine\n      - { run: dir, shell: pwsh }\n')
  assert.deepEqual(await problems(text), [
    'job a, step 1: `uses: docker://alpine` cannot be rehearsed: it runs in a container',
    'job a, step 2: the shell pwsh cannot be rehearsed: bash, sh, python can',
  ])
})

const rejected: [what: string, text: string, why: string | RegExp][] = [
  [
    'an action that is not here',
    stepOf('uses: actions/attest@v4'),
    /^job a, step 1: `uses: actions\/attest@v4` cannot be rehearsed: it is not in the cache.*; those with a stand-in are actions\/cache, actions\/checkout,/,
  ],
  [
    'an action of this repository that is not here',
    stepOf('uses: ./.github/actions/x'),
    'job a, step 1: `uses: ./.github/actions/x` cannot be rehearsed: there is no .github/actions/x/action.yml',
  ],
  [
    'an input of a stand-in',
    stepOf('{ uses: actions/checkout@v7, with: { ssh-key: main } }'),
    /^job a, step 1: the input `ssh-key` of actions\/checkout cannot be rehearsed; known are fetch-depth/,
  ],
  [
    'a service container',
    jobOf('      - run: ls\n', '    services: { db: { image: postgres } }\n'),
    'job a: `services` cannot be rehearsed',
  ],
  [
    'a job on another system',
    jobOf('      - run: ls\n').replace('ubuntu-latest', 'windows-latest'),
    'job a: a job on "windows-latest" cannot be rehearsed: one on Linux can',
  ],
  [
    'a job without a runner',
    jobOf('      - run: ls\n').replace('    runs-on: ubuntu-latest\n', ''),
    'job a: Required property is missing: runs-on',
  ],
  [
    'a function in a place that does not have it',
    jobOf('      - run: ls\n', "    if: hashFiles2('x')\n"),
    "job a: the expression `hashFiles2('x')` is not valid: Unrecognized function: 'hashFiles2'",
  ],
  [
    'a context that a job’s condition does not have',
    jobOf('      - run: echo\n', "    if: steps.x.outcome == 'success'\n"),
    "job a: the expression `steps.x.outcome == 'success'` is not valid: Unrecognized named-value: 'steps'",
  ],
  [
    'an expression that does not end',
    stepOf('run: echo ${{ vars.APP_NAME }'),
    'job a, step 1: The expression is not closed. An unescaped ${{ sequence was found, but the closing }} sequence was not found.',
  ],
  [
    'an invalid expression',
    stepOf('{ run: echo, if: \'vars.APP_NAME == "x"\' }'),
    /^job a, step 1: the expression `vars.APP_NAME == "x"` is not valid: Unexpected symbol: '"x"'/,
  ],
  [
    'a rehearsal in it',
    stepOf('run: npm run rehearse'),
    'job a, step 1: a rehearsal in a rehearsal is not possible',
  ],
  [
    'a workflow of another repository',
    'on: push\njobs:\n  a:\n    uses: ./.github/workflows/other.yml\n',
    'job a: it calls ./.github/workflows/other.yml, which is not in this repository',
  ],
]

for (const [what, text, why] of rejected)
  test(`a workflow is rejected for ${what}`, async () => {
    const [message] = await problems(text)
    if (why instanceof RegExp) assert.match(message!, why)
    else assert.equal(message, why)
  })

test('a shell that would not get the script, wherever it is named', async () => {
  for (const text of [
    stepOf('{ run: ls, shell: pwsh }'),
    `defaults: { run: { shell: pwsh } }\n${stepOf('{ run: ls }')}`,
  ]) {
    const [problem] = await problems(text)
    assert.match(problem!, /the shell pwsh cannot be rehearsed: bash, sh, python can$/)
  }
})
