import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { test } from 'node:test'
import { readVariables } from '../../../scripts/release/variables.ts'
import { writeFiles } from '../../support/checkout.ts'
import { APP_NAME, rehearse, shipped, short, target } from '../../support/rehearsed-workflow.ts'
import { makeServer } from '../../support/release.ts'
import { callVerb } from '../../support/verb.ts'

test('staging is released before production, with its own role and the images of the same push', async () => {
  const app = makeServer()
  writeFiles(app, { '.aws/environments/staging.env': '' })
  const call = (verb: string) =>
    callVerb(verb, { target, env: { APP_NAME }, flags: ['--environment=staging'], cwd: app })
  const staging = readVariables((await call('bootstrap')).lines)
  const pushed = `echo 'image-server=r/shop@sha256:1' >> "$GITHUB_OUTPUT"; echo "push`
  const text = short(shipped)
    .replace('echo "push', pushed)
    .replaceAll(
      'echo "register',
      'echo "::notice::$ENVIRONMENT $(echo $RELEASE_IMAGES)"; echo "register',
    )
  try {
    const { lines, error } = await rehearse(text, {}, staging)
    assert.equal(error, undefined, lines.join('\n'))
    assert.deepEqual(
      lines.filter((line) => /^(job (?!test|not)|notice)|: role /.test(line)),
      [
        'job push',
        `ok Run aws-actions/configure-aws-credentials: role ${APP_NAME}-push for repo:octo/shop:ref:refs/heads/main`,
        'job staging',
        `ok Run aws-actions/configure-aws-credentials: role ${APP_NAME}-staging-deploy for repo:octo/shop:environment:staging`,
        'notice: staging { "image-server": "r/shop@sha256:1" }',
        'job deploy',
        `ok Run aws-actions/configure-aws-credentials: role ${APP_NAME}-deploy for repo:octo/shop:environment:production`,
        'notice: production { "image-server": "r/shop@sha256:1" }',
      ],
    )
    const failing = await rehearse(
      text.replace('echo "register', 'exit 1; echo "register'),
      {},
      staging,
    )
    assert.equal(failing.error, 'deploy.yml: job staging failed')
    assert.equal(failing.lines.at(-1), 'job deploy: skipped: a job that it needs did not succeed')
    const unset = await rehearse(text, {}, {})
    assert.equal(unset.error, 'deploy.yml: nothing was deployed, because job staging was skipped')
  } finally {
    await call('destroy')
    rmSync(app, { recursive: true })
  }
})
