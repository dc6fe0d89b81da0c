import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explain } from '../../../scripts/failure/explain.ts'
import { ObservedFailure, rememberService } from '../../../scripts/failure/observed.ts'
import { rememberAction } from '../../../scripts/release/action.ts'

test('a failure shows what was observed, then its likely cause and the fix', () => {
  const failure = new ObservedFailure('shop-api:2 was not deployed: tasks failed to start', [
    '3 tasks stopped: Task failed ELB health checks in (target-group shop-api)',
    '(port 3000) is unhealthy in (target-group shop-api) due to (reason Health checks failed with these codes: [404]) (3 times)',
  ])
  rememberService(failure, 'api')
  assert.equal(
    explain('deploy', failure),
    `docker-cloud deploy: shop-api:2 was not deployed: tasks failed to start
  3 tasks stopped: Task failed ELB health checks in (target-group shop-api)
  (port 3000) is unhealthy in (target-group shop-api) due to (reason Health checks failed with these codes: [404]) (3 times)
  Likely cause: the load balancer requests the health path, and the program answers 404
  What to do: set HealthCheckPath in .aws/api/target-group.json to a path that answers 200, or Matcher.HttpCode to 404 if that is right`,
  )
})

test('an error of AWS is named with its call, and explained', () => {
  const cause = Object.assign(new Error('No Fargate configuration exists for given values.'), {
    name: 'ClientException',
  })
  rememberAction(cause, 'ecs:RegisterTaskDefinition')
  const text = explain('register', new Error('could not create task definition', { cause }))
  assert.match(
    text,
    /^ {2}ecs:RegisterTaskDefinition failed with ClientException: No Fargate configuration/m,
  )
  assert.match(text, /^ {2}What to do: set them in .* 512: 1024 to 4096/m)
})

test('a response that is not one of AWS names the call and the endpoint', () => {
  const error = Object.assign(new Error('XML parse error'), { $response: { statusCode: 500 } })
  rememberAction(error, 'ecs:RunTask')
  process.env.AWS_ENDPOINT_URL = 'http://localhost:5000'
  assert.equal(
    explain('task', error),
    'docker-cloud task: http://localhost:5000 does not implement ecs:RunTask as AWS does: its response, HTTP status 500, is neither a result nor an error of AWS',
  )
  delete process.env.AWS_ENDPOINT_URL
  assert.match(explain('task', error), /, HTTP status 500, .*: a proxy may be on the way$/)
})

test('the last lines of a program that failed lead to the cause', () => {
  const error = new Error('`docker compose build` failed (17)\n  | "/dist": not found', {
    cause: new Error('  | failed to calculate checksum of ref x: "/dist": not found'),
  })
  assert.match(explain('push', error), /^ {2}Likely cause: COPY names \/dist, which the build/m)
})

test('failures of several services follow one another', () => {
  const failures = ['one', 'two'].map((name) => new Error(`${name} failed`))
  assert.equal(
    explain('deploy', new AggregateError(failures)),
    'docker-cloud deploy: one failed\ndocker-cloud deploy: two failed',
  )
})

test('an error that says all is shown alone', () => {
  assert.equal(
    explain('env', new Error('.env cannot be read')),
    'docker-cloud env: .env cannot be read',
  )
})

test('what LocalStack says of its token is explained, the network before the token', () => {
  const activation = 'The license activation failed for the following reason:'
  const network =
    "HTTPSConnectionPool(host='api.localstack.cloud', port=443): Max retries exceeded with url: /v1/license/request"
  const explained = (...log: string[]) =>
    explain('rehearse', new Error(`the emulator did not start; its log:\n${log.join('\n')}`))
  assert.match(
    explained(activation, '', 'The auth token is invalid.'),
    /Likely cause: LOCALSTACK_AUTH_TOKEN is wrong or has expired.*\n {2}What to do: .*the embedded emulator then starts/,
  )
  assert.match(explained(network, activation), /Likely cause: LocalStack checks its token at/)
})

test("a call that LocalStack's plan lacks is told apart from one that an endpoint lacks", () => {
  const failed = (message: string) => {
    const cause = Object.assign(new Error(message), {
      name: 'InternalFailure',
      $metadata: { httpStatusCode: 501 },
    })
    rememberAction(cause, 'ecr:CreateRepository')
    return explain('bootstrap', new Error('could not create ECR repository a/b', { cause }))
  }
  assert.match(
    failed(
      "The API for service 'ecr' is either not included in your current license plan or has not yet been emulated by LocalStack.",
    ),
    /Likely cause: the plan of LOCALSTACK_AUTH_TOKEN does not include ecr/,
  )
  assert.match(failed('no such call here'), /What to do: this endpoint does not implement the call/)
})
