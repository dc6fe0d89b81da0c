import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr'
import { openTarget, unique } from '../support/target.ts'
import { callVerb } from '../support/verb.ts'

test('a task definition whose image is not in ECR is not registered', async () => {
  await using target = await openTarget()
  const APP_NAME = unique('shop')
  await new ECRClient(target.config).send(
    new CreateRepositoryCommand({ repositoryName: `${APP_NAME}/server` }),
  )
  const { code, stderr } = await callVerb('register', {
    target,
    env: { APP_NAME, RELEASE_VERSION: 'v1', RELEASE_REVISION: 'abc' },
  })
  assert.equal(code, 1)
  assert.equal(
    stderr,
    `docker-cloud register: ECR repository ${APP_NAME}/server has no image of v1 (tag abc): run \`npm run push\` first\n`,
  )
})
