import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownContainer } from '../../../scripts/release/own-container.ts'

const service = { name: 'migrate', family: 'shop-migrate', repository: 'shop/migrate' }
const find = (...containers: [name: string, image: string][]) =>
  ownContainer(
    { containerDefinitions: containers.map(([name, image]) => ({ name, image })) },
    service,
  )

test('the container of a service has its image, or else its name, or is the only one', () => {
  assert.equal(find(['migrate', 'redis:8'], ['main', 'host/shop/migrate@sha256:1']), 'main')
  assert.equal(find(['proxy', 'redis:8'], ['migrate', 'host/shop/api@sha256:1']), 'migrate')
  assert.equal(find(['main', 'host/shop/api@sha256:1']), 'main')
})

test('of several containers one has to be the service', () => {
  assert.throws(() => find(['one', 'host/shop/api@sha256:1'], ['two', 'redis:8']), {
    message:
      'no container of shop-migrate has an image of shop/migrate, or the name migrate: give it to the one that does the work, and run `npm run register`',
  })
})
