import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readApp } from '../../../scripts/release/app.ts'
import {
  balanced,
  continuous,
  findDefault,
  isJob,
  readServices,
  selectServices,
} from '../../../scripts/release/services.ts'
import { enterCheckout } from '../../support/checkout.ts'

/** Reads services that have these files. `shop: 'service rule'` is `.aws/shop/service.json` and `rule.json`. */
function servicesOf(folders: Record<string, string>, prefix = 'app') {
  const files = Object.entries(folders).flatMap(([name, list]) =>
    list.split(' ').map((file) => [`.aws/${name}/${file}.json`, '{}']),
  )
  using _ = enterCheckout(Object.fromEntries(files))
  return readServices({ prefix, repositories: 'app' })
}

const rejects = (folders: Record<string, string>, message: string) =>
  assert.throws(() => servicesOf(folders), { message })

const web = 'task-definition service target-group'

test('a folder is a service, and its names on AWS are those of the app with its own', () => {
  const [server] = servicesOf({ server: `${web} smoke`, policies: 'deploy', environments: 'x' })
  assert.deepEqual(server, {
    name: 'server',
    family: 'app-server',
    repository: 'app/server',
    taskRole: 'app-server-task',
    group: 'app-server',
    files: new Set(['service', 'target-group', 'smoke']),
  })
})

test('services are in the order of their names', () => {
  const services = servicesOf({ web, api: `${web} rule`, worker: 'task-definition service' })
  assert.deepEqual(
    services.map(({ name }) => name),
    ['api', 'web', 'worker'],
  )
})

test('the files of a service say what it is', () => {
  const services = servicesOf({
    api: `${web} rule`,
    migrate: 'task-definition task-role',
    worker: 'task-definition service',
  })
  const namesOf = (some: typeof services) => some.map(({ name }) => name)
  assert.deepEqual(namesOf(services.filter(isJob)), ['migrate'])
  assert.deepEqual(namesOf(continuous(services)), ['api', 'worker'])
  assert.deepEqual(namesOf(balanced(services)), ['api'])
})

test('.aws without a service is rejected', () => {
  rejects(
    { policies: 'deploy' },
    '.aws has no service: a service is a folder with a task-definition.json',
  )
})

test('a folder without a task definition is rejected', () => {
  rejects(
    { server: web, api: 'service' },
    '.aws/api has no task-definition.json, which every service needs',
  )
})

test('a file that nothing would use is rejected', () => {
  rejects(
    { api: 'task-definition service rule' },
    '.aws/api has a rule.json, and no target-group.json, which it needs',
  )
  rejects(
    { api: 'task-definition service smoke' },
    '.aws/api has a smoke.json, and no target-group.json, which it needs',
  )
  rejects(
    { api: 'task-definition target-group' },
    '.aws/api has a target-group.json, and no service.json, which it needs',
  )
})

test('a name that AWS or Compose would reject, or that the app has, is rejected', () => {
  for (const name of ['Api', '1api', 'api_v1', 'api-', 'a--b', 'load-balancer'])
    rejects(
      { [name]: web },
      `.aws/${name}: a service cannot have this name: use lower-case letters, digits and single hyphens, start with a letter, and not load-balancer`,
    )
})

test('a name with which the target group would have more than 32 characters is rejected', () => {
  const longest = 'a'.repeat(28)
  assert.equal(servicesOf({ [longest]: web })[0]?.group, `app-${longest}`)
  rejects(
    { [`${longest}a`]: web },
    `.aws/${longest}a: its target group would be named app-${longest}a, and may have at most 32 characters: shorten APP_NAME or the service's name`,
  )
})

test('one service without a rule gets all other requests, two are rejected', () => {
  const rule = `${web} rule`
  assert.equal(findDefault(servicesOf({ api: rule, web }))?.name, 'web')
  assert.equal(findDefault(servicesOf({ api: rule, worker: 'task-definition' })), undefined)
  assert.throws(() => findDefault(servicesOf({ api: web, web })), {
    message: '.aws/api and .aws/web have no rule.json: only one service can get all other requests',
  })
})

test('an environment other than production is in every name but the repository’s', () => {
  using _ = enterCheckout({
    '.aws/environments/staging.env': '',
    '.aws/server/task-definition.json': {},
  })
  const [server] = readApp({ APP_NAME: 'shop', ENVIRONMENT: 'staging' }).services
  assert.deepEqual(
    [server?.family, server?.group, server?.taskRole, server?.name, server?.repository],
    [
      'shop-staging-server',
      'shop-staging-server',
      'shop-staging-server-task',
      'server',
      'shop/server',
    ],
  )
  const [production] = readApp({ APP_NAME: 'shop', ENVIRONMENT: 'production' }).services
  assert.equal(production?.family, 'shop-server')
})

test('a verb works on the services that are named, in the order of the app, or on all', () => {
  const services = servicesOf({ api: `${web} rule`, web, worker: 'task-definition' })
  const select = (...names: string[]) => selectServices(services, names).map(({ name }) => name)
  assert.deepEqual(select('worker', 'api'), ['api', 'worker'])
  assert.deepEqual(select(), ['api', 'web', 'worker'])
  assert.throws(() => select('api', 'wep'), {
    message: ".aws has no service 'wep': did you mean web?",
  })
})
