import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readApp } from '../../../scripts/release/app.ts'
import { imagesOf, imageUsesOf, requireSource } from '../../../scripts/release/app-images.ts'
import { readPolicies } from '../../../scripts/release/policies.ts'
import { enterCheckout } from '../../support/checkout.ts'

const definition = (images: string[], cpuArchitecture?: string) => ({
  ...(cpuArchitecture && { runtimePlatform: { cpuArchitecture } }),
  containerDefinitions: images.map((image, index) => ({ name: `c${index}`, image })),
})

test('the images of an app are its own, those of sidecars and those of other services, each once', () => {
  using _ = enterCheckout({
    '.aws/api/task-definition.json': definition(['${IMAGE}', '${IMAGE:redis}', 'busybox:1']),
    '.aws/migrate/task-definition.json': definition(['${IMAGE:api}'], 'ARM64'),
    '.aws/environments/staging.env': '',
  })
  const app = readApp({ APP_NAME: 'shop', ENVIRONMENT: 'staging' })
  assert.deepEqual(imagesOf(app), [
    { name: 'api', repository: 'shop/api' },
    { name: 'redis', repository: 'shop/redis' },
  ])
  const [use] = imageUsesOf(app.services[1]!)
  assert.equal(use!.image, 'api')
  assert.equal(use!.platform, 'linux/arm64')
})

test('policies have the repositories of all images', () => {
  const { push } = readPolicies(readApp({ APP_NAME: 'shop' }), {
    APP_NAME: 'shop',
    ACCOUNT_ID: '1',
    REGION: 'r',
    GITHUB_SUBJECTS: [],
  })
  const { Statement } = push as unknown as { Statement: { Resource: unknown }[] }
  assert.deepEqual(Statement.at(-1)!.Resource, ['arn:aws:ecr:r:1:repository/shop/server'])
})

test('an image that cannot be a repository is rejected with its file', () => {
  using _ = enterCheckout({ '.aws/api/task-definition.json': definition(['${IMAGE:My Redis}']) })
  assert.throws(() => imagesOf(readApp({ APP_NAME: 'shop' })), {
    message:
      '.aws/api/task-definition.json: "${IMAGE:My Redis}" names no image: use ${IMAGE:<service of compose.yaml>}, with lower-case letters, digits and single hyphens',
  })
})

test('an image that compose.yaml does not have is reported with those that it has', () => {
  const project = { name: 'shop', services: { api: { build: { context: '.' } }, db: {} } }
  for (const name of ['redis', 'db'])
    assert.throws(() => requireSource(project, name), {
      message: `compose.yaml has no service '${name}' with a build or an image, which .aws names; it has api, db`,
    })
})
