import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readApp } from '../../../scripts/release/app.ts'
import { executionNeeds } from '../../../scripts/verify/permissions.ts'
import { enterCheckout } from '../../support/checkout.ts'

const values = { APP_NAME: 'shop', ACCOUNT_ID: '123456789012', REGION: 'eu-west-1' }
const here = 'eu-west-1:123456789012'

/** The resources that the execution role of a service with these containers needs. */
function resources(containers: object[], env: NodeJS.ProcessEnv = {}): string[] {
  const containerDefinitions = containers.map((container, index) => ({
    name: `container${index}`,
    ...container,
  }))
  using _ = enterCheckout({ '.aws/worker/task-definition.json': { containerDefinitions } })
  const app = readApp({ APP_NAME: 'shop', ...env })
  const [service] = app.services
  const task = { family: 'shop-worker', containerDefinitions }
  return executionNeeds(app, { service: service!, task }, values).map(({ resource }) => resource)
}

test('the execution role has to pull the images that the containers run, and no others', () => {
  assert.deepEqual(
    resources([{ image: '${IMAGE:api}' }, { image: '${IMAGE:proxy}' }, { image: 'redis:8' }]),
    ['*', `arn:aws:ecr:${here}:repository/shop/api`, `arn:aws:ecr:${here}:repository/shop/proxy`],
  )
  assert.deepEqual(resources([{ image: '${IMAGE}' }], { ECR_VISIBILITY: 'public' }), [])
})

test('a secret by a partial ARN is one with any six characters after it', () => {
  const valueFrom = `arn:aws:secretsmanager:${here}:secret:db:password::`
  const secrets = [{ name: 'PASSWORD', valueFrom }]
  assert.equal(
    resources([{ image: 'redis:8', secrets }]).at(-1),
    `arn:aws:secretsmanager:${here}:secret:db-??????`,
  )
})
