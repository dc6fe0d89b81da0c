import assert from 'node:assert/strict'
import { test } from 'node:test'
import { APP_NAME, rehearse, shipped, short, target } from '../../support/rehearsed-workflow.ts'

/** The shipped workflow without its slow steps, and with one mistake at a time. */

/** Changes the last occurrence, which is the deploy job's. */
function changed(what: string, by: string, text = short(shipped)): string {
  const at = text.lastIndexOf(what)
  assert.ok(at >= 0, what)
  return text.slice(0, at) + by + text.slice(at + what.length)
}

/** A job of its own, with its steps as YAML. */
const jobOf = (steps: string, more = '') => `on: push
permissions: { contents: read }
jobs:
  a:
    runs-on: ubuntu-latest
${more}    steps:
${steps}`

test('the shipped workflow runs, each job with its own role', async () => {
  const { lines, error } = await rehearse(short(shipped))
  assert.equal(error, undefined, lines.join('\n'))
  assert.deepEqual(
    lines.filter((line) => line.startsWith('job ')),
    [
      'job test: not run: ./.github/workflows/ci.yml assumes no role, and counts as successful',
      "job not-configured: skipped: vars.AWS_DEPLOY_ROLE_ARN == ''",
      'job push',
      "job staging: skipped: vars.AWS_DEPLOY_ROLE_ARN_STAGING != '' && github.ref == 'refs/heads/main'",
      'job deploy',
    ],
  )
  const roles = lines.filter((line) => line.includes('configure-aws-credentials'))
  const said = (role: string, subject: string) =>
    `ok Run aws-actions/configure-aws-credentials: role ${APP_NAME}-${role} for repo:octo/shop:${subject}`
  assert.deepEqual(roles, [
    said('push', 'ref:refs/heads/main'),
    said('deploy', 'environment:production'),
  ])
})

test('without id-token: write there is no token, and the action fails', async () => {
  const { lines, error } = await rehearse(changed('      id-token: write\n', ''))
  assert.equal(error, 'deploy.yml: job deploy failed')
  assert.deepEqual(lines.slice(-3), [
    'failed Run aws-actions/configure-aws-credentials',
    'It looks like you might be trying to authenticate with OIDC. Did you mean to set the `id-token` permission? If you are not trying to authenticate with OIDC and the action is working successfully, you can ignore this message.',
    'Credentials could not be loaded, please check your action inputs: Could not load credentials from any providers',
  ])
})

test('a job without its environment, or with the other role, is denied', async () => {
  const denied =
    'Could not assume role with OIDC: Not authorized to perform sts:AssumeRoleWithWebIdentity'
  for (const text of [
    changed(
      '    environment:\n      name: production\n      url: ${{ steps.smoke.outputs.url }}\n',
      '',
    ),
    changed('vars.AWS_DEPLOY_ROLE_ARN }}', 'vars.AWS_PUSH_ROLE_ARN }}'),
    changed('name: production', 'name: staging'),
  ])
    assert.equal((await rehearse(text)).lines.at(-1), denied)
})

test('the action rejects its inputs with its own messages', async () => {
  const region = 'aws-region: ${{ vars.AWS_REGION }}'
  const last = async (text: string) => (await rehearse(text)).lines.at(-1)
  assert.equal(
    await last(changed('${{ vars.AWS_DEPLOY_ROLE_ARN }}', 'shop-deploy')),
    'Source Account ID is needed if the Role Name is provided and not the Role Arn.',
  )
  assert.equal(await last(changed(region, 'aws-region: "us east"')), 'Region is not valid: us east')
  assert.equal(
    await last(changed(region, 'audience: x')),
    'Input required and not supplied: aws-region',
  )
  const login = '      - uses: aws-actions/amazon-ecr-login@v2\n'
  assert.equal(await last(jobOf(login)), 'Region is missing')
  const more = (line: string) => changed(region, `${region}\n          ${line}`)
  assert.equal(
    await last(more('role-session-name: a b')),
    "Role session name is not valid: 'a b'. Must satisfy regular expression pattern: [\\w+=,.@-]*",
  )
  assert.equal(
    await last(more('allowed-account-ids: "111111111111"')),
    'The account ID of the provided credentials (000000000000) does not match any of the expected account IDs: 111111111111',
  )
  assert.equal(
    await last(more('audience: somebody')),
    'Could not assume role with OIDC: Incorrect token audience',
  )
})

test('a job that assumes a role and is skipped is an error', async () => {
  const { error } = await rehearse(changed("'refs/heads/main'", "'refs/heads/trunk'"))
  assert.equal(error, 'deploy.yml: nothing was deployed, because job deploy was skipped')
})

test('a failed step fails its job, and skips those that need it', async () => {
  const { lines, error } = await rehearse(
    short(shipped).replace('run: echo "push', 'run: echo last words; exit 3 #'),
  )
  assert.equal(error, 'deploy.yml: job push failed')
  assert.deepEqual(lines.slice(-4), [
    'last words',
    'Process completed with exit code 3.',
    'job staging: skipped: a job that it needs did not succeed',
    'job deploy: skipped: a job that it needs did not succeed',
  ])
})

test('env, outputs, paths and masks pass from step to step as on a runner', async () => {
  const { lines, error } = await rehearse(
    `on: push
permissions: { contents: read }
env: { LEVEL: workflow, ONE: '1' }
jobs:
  a:
    runs-on: ubuntu-latest
    env: { LEVEL: job, SECRET: '\${{ secrets.PASSWORD }}' }
    outputs:
      tag: \${{ steps.make.outputs.tag }}
      login: \${{ steps.make.outputs.login }}
    steps:
      - uses: actions/checkout@v7
      - id: make
        env: { LEVEL: step }
        run: |
          echo "tag=$LEVEL-$ONE" >> "$GITHUB_OUTPUT"
          echo "login=user:$SECRET" >> "$GITHUB_OUTPUT"
          echo "LATER=yes" >> "$GITHUB_ENV"
          mkdir bin; printf '#!/bin/sh\\necho found' > bin/tool; chmod +x bin/tool
          echo "$PWD/bin" >> "$GITHUB_PATH"
      - run: echo "::notice::$LEVEL $LATER $(tool) $SECRET"
      - run: "false"
        continue-on-error: true
      - if: steps.make.outcome == 'success' && failure()
        run: exit 1
      - run: ls
  b:
    runs-on: ubuntu-latest
    needs: a
    steps:
      - run: echo "::notice::got \${{ needs.a.outputs.tag }} [\${{ needs.a.outputs.login }}]"
`,
    { PASSWORD: 'hunter2' },
  )
  assert.equal(error, undefined, lines.join('\n'))
  assert.ok(lines.includes('notice: job yes found ***'), lines.join('\n'))
  assert.ok(lines.includes("warning: Skip output 'login' since it may contain secret."))
  assert.ok(lines.includes('warning: needs.a.outputs.login does not exist, so it is empty'))
  assert.ok(lines.includes('notice: got step-1 []'))
})

test('the checkout has uncommitted changes, and the requested depth of history', async () => {
  const steps = (depth: string) => `      - uses: actions/checkout@v7
${depth}      - run: echo "::notice::$(cat committed new) $(git describe --tags --always)"
`
  const whole = await rehearse(jobOf(steps('        with: { fetch-depth: 0 }\n')))
  assert.ok(whole.lines.includes('notice: onetwo v1'), whole.lines.join('\n'))
  assert.ok(
    whole.lines.includes('ok Run actions/checkout@v7: this checkout, with uncommitted changes'),
  )
  const shallow = await rehearse(jobOf(steps('')))
  assert.ok(shallow.lines.some((line) => /^notice: onetwo [0-9a-f]{7,}$/.test(line)))
})

test('the login to ECR passes the registry to later steps', async () => {
  const login = `
      - id: ecr
        uses: aws-actions/amazon-ecr-login@v2
      - run: echo "::notice::\${{ steps.ecr.outputs.registry }}"
`
  const text = changed(
    '      - run: echo "register',
    `${login.slice(1)}      - run: echo "register`,
  )
  const { lines, error } = await rehearse(text)
  assert.equal(error, undefined, lines.join('\n'))
  assert.ok(lines.includes(`notice: ${new URL(target.url).host}`), lines.join('\n'))
})

test('another version of Node is an error', async () => {
  const { lines } = await rehearse(changed('node-version: 26', 'node-version: 22'))
  assert.match(lines.at(-1)!, /^the workflow requests Node 22, and this machine has 26\./)
})
