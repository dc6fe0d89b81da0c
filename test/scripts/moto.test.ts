import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { ECRClient, PutImageCommand } from '@aws-sdk/client-ecr'
import { manifestOf } from '../localstack/services/ecr/client.ts'
import { ensureMoto, openMoto } from '../support/moto.ts'
import { makeServer } from '../support/release.ts'
import type { Target } from '../support/target.ts'
import { callVerb, type Calling, type Outcome } from '../support/verb.ts'

/** The verbs against moto, an endpoint that others have written, as far as it implements their calls. */

const skip = (await ensureMoto()) ?? false
const checkout = makeServer()
let moto: Target

before(async () => {
  if (!skip) moto = await openMoto()
})
after(async () => {
  rmSync(checkout, { recursive: true })
  await moto?.[Symbol.asyncDispose]()
})

function call(verb: string, options: Partial<Calling> = {}): Promise<Outcome> {
  const env = { ...process.env, APP_NAME: 'shop', RELEASE_VERSION: 'v1', RELEASE_REVISION: 'one' }
  return callVerb(verb, { target: moto, env, cwd: checkout, ...options })
}

async function succeed(verb: string, options?: Partial<Calling>): Promise<string[]> {
  const { code, lines, stderr } = await call(verb, options)
  assert.equal(code, 0, `${verb}: ${stderr}`)
  return lines
}

/** The verb says which call the endpoint does not implement. */
async function lacks(verb: string, action: string, options?: Partial<Calling>): Promise<void> {
  const { code, stderr } = await call(verb, options)
  assert.equal(code, 1, stderr)
  const sentence = `${moto.url} does not implement ${action} as AWS does: its response, HTTP status `
  assert.ok(stderr.includes(sentence), stderr)
}

test('a release goes as far as moto implements its calls', { skip }, async () => {
  assert.ok((await succeed('bootstrap')).includes('19 created'))
  const [put] = await succeed('secret', { flags: ['put', 'API_KEY'], input: 'value' })
  assert.equal(put, 'created      secret API_KEY')
  await lacks('verify', 'iam:SimulatePrincipalPolicy')

  const image = { repositoryName: 'shop/server', imageTag: 'one', imageManifest: manifestOf() }
  await new ECRClient(moto.config).send(new PutImageCommand(image))
  await lacks('images', 'ecr:GetDownloadUrlForLayer')
  assert.equal((await succeed('register'))[0], 'created      task definition shop-server:1')

  // Moto starts no task, so that the deployment does not end.
  const deployed = await call('deploy', {
    started: (child) =>
      child.stderr!.on('data', (text) => String(text).includes('waiting') && child.kill('SIGINT')),
  })
  assert.equal(deployed.code, 130, deployed.stderr)
  assert.equal(deployed.lines[0], 'created      ECS service server')

  const status = await succeed('status')
  assert.ok(status.includes('service     server ACTIVE, 0/2 tasks running, 2 pending'))
  assert.deepEqual(await succeed('logs'), [''])
  await lacks('diff', 'ecr:GetLifecyclePolicy')
  await lacks('rollback', 'ecs:ListServiceDeployments')
  await lacks('destroy', 'ecs:DeleteTaskDefinitions', { flags: ['--account=123456789012'] })
})
