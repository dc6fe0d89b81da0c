import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOurs, readApp } from '../../../scripts/release/app.ts'

test('a name that AWS would reject for the load balancer or the repository is rejected', () => {
  for (const APP_NAME of ['Shop', 'internal-shop', 'shop-', 'a--b', '1shop', 'a', 'a'.repeat(33)])
    assert.throws(() => readApp({ APP_NAME }), {
      message: `APP_NAME is "${APP_NAME}", which cannot name both a load balancer and an ECR repository: use 2 to 32 lower-case letters, digits and single hyphens, and do not start with "internal-"`,
    })
})

test('a repository is an owner and a name', () => {
  assert.throws(() => readApp({ GITHUB_REPOSITORY: 'shop' }), {
    message: 'GITHUB_REPOSITORY is "shop": it must be <owner>/<name>',
  })
})

test('everything is named after the app', () => {
  const app = readApp({ APP_NAME: 'shop' })
  assert.equal(app.deployRole, 'shop-deploy')
  assert.equal(app.services[0]?.family, 'shop-server')
})

test('resources of bootstrap are known by their tags, in each of AWS’s forms', () => {
  const app = readApp({ APP_NAME: 'shop' })
  assert.ok(isOurs(app, { app: 'shop', 'managed-by': 'docker-cloud', more: 'x' }))
  assert.ok(
    isOurs(app, [
      { Key: 'app', Value: 'shop' },
      { Key: 'managed-by', Value: 'docker-cloud' },
    ]),
  )
  assert.ok(
    isOurs(app, [
      { key: 'app', value: 'shop' },
      { key: 'managed-by', value: 'docker-cloud' },
    ]),
  )
  assert.ok(!isOurs(app, [{ key: 'app', value: 'shop' }]))
  assert.ok(!isOurs(app, undefined))
})
