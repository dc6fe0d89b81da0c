import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { ensureAwsCli } from '../support/awscli.ts'
import { openTarget, type Target } from '../support/target.ts'

const run = promisify(execFile)

let target: Target
let home: string
before(async () => {
  ensureAwsCli()
  target = await openTarget()
  home = await mkdtemp(join(tmpdir(), 'docker-cloud-'))
})
after(async () => {
  await rm(home, { recursive: true })
  await target[Symbol.asyncDispose]()
})

/** Starts the verb as a user does; gives the variables that it prints. */
async function start(url = target.url) {
  const script = join(import.meta.dirname, '../../scripts/aws-names.ts')
  const verb = spawn(process.execPath, [script], {
    env: { PATH: process.env.PATH, HOME: home, AWS_ENDPOINT_URL: url },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const env: Record<string, string> = {}
  for await (const line of createInterface({ input: verb.stdout })) {
    const [, name, value] = /^export (\w+)=(.+)$/.exec(line) ?? []
    if (name) env[name] = value!
    else if (Object.keys(env).length > 0) break
  }
  return {
    env,
    async [Symbol.asyncDispose]() {
      verb.kill()
      await once(verb, 'exit')
    },
  }
}

const curl = (env: Record<string, string>, url: string) =>
  run('curl', ['--silent', '--show-error', '--cacert', env.AWS_CA_BUNDLE!, url], { env })

test('the AWS CLI reaches the emulator by the names of AWS', async () => {
  await using proxy = await start()
  const { stdout } = await run(
    'aws',
    ['ecr', 'create-repository', '--repository-name=by-name', '--output=json'],
    {
      env: {
        PATH: process.env.PATH,
        HOME: home,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_REGION: 'us-east-1',
        AWS_DEFAULT_REGION: 'us-east-1',
        AWS_PAGER: '',
        ...proxy.env,
      },
    },
  )
  const { repository } = JSON.parse(stdout) as { repository: { repositoryUri: string } }
  assert.equal(repository.repositoryUri, '000000000000.dkr.ecr.us-east-1.amazonaws.com/by-name')
  const { stdout: body } = await curl(proxy.env, 'https://bucket.s3.eu-west-1.amazonaws.com/key')
  assert.match(body, /The embedded emulator has no service 's3'/)
})

test('the authority is kept, and only its owner can read the key', async () => {
  const files = join(home, '.docker-cloud/aws-names')
  const first = await start()
  await first[Symbol.asyncDispose]()
  const { mtimeMs } = await stat(join(files, 'key.pem'))
  await using again = await start()
  assert.equal(again.env.AWS_CA_BUNDLE, join(files, 'certificate.pem'))
  assert.deepEqual((await readdir(files)).toSorted(), ['certificate.pem', 'key.pem'])
  const key = await stat(join(files, 'key.pem'))
  assert.equal(key.mode & 0o777, 0o600)
  assert.equal(key.mtimeMs, mtimeMs)
})

test('other names get a tunnel, and names of AWS none', async (context) => {
  await using proxy = await start()
  const other = createServer((_request, response) => response.end('other')).listen(0, '127.0.0.1')
  context.after(() => other.close())
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const tunnel = ['--silent', '--show-error', '--proxytunnel', '--proxy', proxy.env.HTTPS_PROXY!]
  const through = (url: string) => run('curl', [...tunnel, url])
  assert.equal((await through(`http://127.0.0.1:${port}/`)).stdout, 'other')
  await assert.rejects(through('http://ecs.us-east-1.amazonaws.com:8080/'), /response 502/)
})

test('an emulator that does not answer is a failed connection', async () => {
  await using proxy = await start('http://127.0.0.1:9')
  await assert.rejects(curl(proxy.env, 'https://sts.amazonaws.com/'), /response 502/)
})

test('with credentials of AWS there is nothing to lead', async () => {
  const script = join(import.meta.dirname, '../../scripts/aws-names.ts')
  const env = { PATH: process.env.PATH, HOME: home, AWS_ACCESS_KEY_ID: 'AKIA' }
  await assert.rejects(run(process.execPath, [script], { env }), /unset its credentials first/)
})
