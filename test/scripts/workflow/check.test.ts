import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { requiredVariables, optionalVariables } from '../../../scripts/release/variables.ts'
import { checkWorkflow } from '../../../scripts/workflow/check.ts'
import { readWorkflow } from '../../../scripts/workflow/model.ts'

/** Workflows that are rejected before anything runs. */

const folder = join(import.meta.dirname, '../../../.github/workflows')
const shipped = readFileSync(join(folder, 'deploy.yml'), 'utf8')
const ci = readWorkflow('ci.yml', readFileSync(join(folder, 'ci.yml'), 'utf8'))

function check(text: string, env: NodeJS.ProcessEnv = {}) {
  const workflow = readWorkflow('deploy.yml', text)
  const vars = [...requiredVariables, ...optionalVariables]
  return checkWorkflow(workflow, { vars, env, workflows: [ci, workflow] })
}

/** Why the job `id` of a workflow cannot be evaluated. */
function rejection(text: string, id = 'a'): string {
  let why = ''
  assert.throws(
    () => check(text),
    ({ message, cause }: Error) => {
      assert.equal(message, `deploy.yml: job ${id} cannot be evaluated`)
      why = (cause as Error).message
      return true
    },
  )
  return why
}

const jobOf = (steps: string, more = '') => `on: push
jobs:
  a:
${more}    steps:
${steps}`

const stepOf = (step: string) => jobOf(`      - ${step}\n`)

test('the shipped workflow can be rehearsed', () => {
  assert.deepEqual(check(shipped), {
    vars: { NODE_IMAGE: '', REGISTRIES: '' },
    secrets: { DOCKER_AUTH_CONFIG: '' },
  })
})

test('a renamed variable', () => {
  const text = shipped.replace('vars.AWS_DEPLOY_ROLE_ARN }}', 'vars.AWS_ROLE }}')
  assert.equal(
    rejection(text, 'deploy'),
    'it reads vars.AWS_ROLE, which is not set: bootstrap prints AWS_PUSH_ROLE_ARN, AWS_DEPLOY_ROLE_ARN, AWS_REGION, APP_NAME, ECR_VISIBILITY; your own values are read from the environment or .env',
  )
})

test('secrets and variables of one’s own come from the environment', () => {
  const step = stepOf("run: echo ${{ secrets.TOKEN }} ${{ vars['LEVEL'] }}")
  assert.deepEqual(check(step, { TOKEN: 't', LEVEL: '1' }), {
    secrets: { TOKEN: 't' },
    vars: { LEVEL: '1' },
  })
  assert.match(rejection(step), /^it reads secrets.TOKEN, which is not set/)
})

const rejected: [what: string, text: string, why: string | RegExp][] = [
  [
    'an action',
    stepOf('uses: actions/attest@v4'),
    '`uses: actions/attest@v4` cannot be rehearsed: the actions that can are actions/checkout, actions/setup-node, aws-actions/configure-aws-credentials, aws-actions/amazon-ecr-login',
  ],
  [
    'an input of an action',
    stepOf('{ uses: actions/checkout@v7, with: { ref: main } }'),
    'the input `ref` of actions/checkout cannot be rehearsed; known are fetch-depth, persist-credentials',
  ],
  [
    'a shell',
    stepOf('{ run: dir, shell: pwsh }'),
    'the shell pwsh cannot be rehearsed: bash, sh can',
  ],
  [
    'a function',
    stepOf("run: echo ${{ hashFiles('x') }}"),
    'the function `hashFiles` cannot be rehearsed',
  ],
  [
    'a context',
    stepOf('run: echo ${{ matrix.os }}'),
    'the context `matrix` cannot be rehearsed here; known are vars, github, needs, env, secrets, steps, runner',
  ],
  [
    'a context that a job’s condition does not have',
    jobOf('      - run: echo\n', "    if: steps.x.outcome == 'success'\n"),
    'the context `steps` cannot be rehearsed here; known are vars, github, needs',
  ],
  [
    'an expression that does not end',
    stepOf('run: echo ${{ vars.APP_NAME }'),
    'The expression is not closed. An unescaped ${{ sequence was found, but the closing }} sequence was not found.',
  ],
  [
    'an invalid expression',
    stepOf('{ run: echo, if: \'vars.APP_NAME == "x"\' }'),
    /^the expression `vars.APP_NAME == "x"` is not valid: Unexpected symbol: '"x"'/,
  ],
  [
    'a workflow of another repository',
    'on: push\njobs:\n  a:\n    uses: ./.github/workflows/other.yml\n',
    'it calls ./.github/workflows/other.yml, which is not in this repository',
  ],
]

for (const [what, text, why] of rejected)
  test(`a workflow is rejected for ${what}`, () => {
    const message = rejection(text)
    if (why instanceof RegExp) assert.match(message, why)
    else assert.equal(message, why)
  })
