import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { DescribeTaskDefinitionCommand, ECSClient } from '@aws-sdk/client-ecs'
import { writeFiles } from '../../support/checkout.ts'
import { noOtherRegistry, openOtherRegistry } from '../../support/other-registry.ts'
import { removeApps } from '../../support/release.ts'
import { openTarget, unique } from '../../support/target.ts'
import { testLabelFlag } from '../../support/test-run.ts'
import { callVerb } from '../../support/verb.ts'

/** A task with the service's own image, a sidecar that is built too, and an image of others. */

const root = join(import.meta.dirname, '../../..')
const target = await openTarget()
const APP_NAME = unique('shop')
const folder = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))
const docker = (args: string[], input = '') =>
  execFileSync('docker', args, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] })

cpSync(join(root, '.aws'), join(folder, '.aws'), { recursive: true })
const definition = JSON.parse(
  readFileSync(join(root, '.aws/server/task-definition.json'), 'utf8'),
) as { containerDefinitions: object[] }
const beside = ['proxy', 'redis'].map((name) => ({ name, image: `\${IMAGE:${name}}` }))
writeFiles(folder, {
  Dockerfile: `FROM scratch\nLABEL app=${APP_NAME}\nCOPY Dockerfile /\n`,
  'proxy/Dockerfile': `FROM scratch\nLABEL proxy=${APP_NAME}\nCOPY Dockerfile /\n`,
  '.aws/server/task-definition.json': {
    ...definition,
    containerDefinitions: [...definition.containerDefinitions, ...beside],
  },
})

const ownRegistry = noOtherRegistry ? undefined : await openOtherRegistry()
const redis = `${ownRegistry?.host}/lib/redis:8`

/** Pushes an image index of two platforms to the registry, and returns its digest. */
function pushRedis(content: string): string {
  const names = ['amd64', 'arm64'].map((architecture) => {
    const name = `${redis}-${architecture}-${content}`
    const flags = ['--quiet', testLabelFlag, `--platform=linux/${architecture}`, `--tag=${name}`]
    const file = `FROM scratch\nLABEL content=${content}\nCOPY Dockerfile /\n`
    docker(['build', ...flags, '--file=-', join(folder, 'proxy')], file)
    docker(['push', '--quiet', name])
    docker(['rmi', name])
    return name
  })
  docker(['buildx', 'imagetools', 'create', `--tag=${redis}`, ...names])
  const about = docker(['buildx', 'imagetools', 'inspect', redis])
  return /^Digest: +(\S+)$/m.exec(about)![1]!
}

async function call(verb: string, ...flags: string[]): Promise<string[]> {
  const env = { ...process.env, APP_NAME, RELEASE_VERSION: 'v1', RELEASE_REVISION: 'one' }
  const { code, lines, stderr } = await callVerb(verb, { target, env, flags, cwd: folder })
  assert.equal(code, 0, stderr)
  return lines
}

async function registeredImages(): Promise<string[]> {
  const { taskDefinition } = await new ECSClient(target.config).send(
    new DescribeTaskDefinitionCommand({ taskDefinition: `${APP_NAME}-server` }),
  )
  return taskDefinition!.containerDefinitions!.map(({ image }) => image!)
}

before(() => {
  writeFiles(folder, {
    'compose.yaml': `services:\n  server: { build: . }\n  proxy: { build: proxy }\n  redis: { image: "${redis}" }\n`,
  })
})
after(async () => {
  await callVerb('destroy', { target, env: { APP_NAME }, cwd: folder })
  await removeApps(target, [{ APP_NAME }])
  rmSync(folder, { recursive: true })
  await ownRegistry?.[Symbol.asyncDispose]()
  await target[Symbol.asyncDispose]()
})

test(
  'images of others keep their name until they are mirrored, then with all platforms and the same digest',
  { skip: noOtherRegistry },
  async () => {
    const digest = pushRedis('one')
    const made = await call('bootstrap')
    for (const name of ['proxy', 'redis', 'server'])
      assert.ok(made.includes(`created      ECR repository ${APP_NAME}/${name}`), name)
    const { host } = new URL(target.url)
    const pushed = await call('push')
    assert.ok(pushed.includes(`redis  | redis is ${redis}, which compose.yaml does not build`))
    await call('register')
    const [own, proxy, before] = await registeredImages()
    assert.ok(own!.startsWith(`${host}/${APP_NAME}/server@sha256:`))
    assert.ok(proxy!.startsWith(`${host}/${APP_NAME}/proxy@sha256:`))
    assert.equal(before, redis)

    assert.ok(
      (await call('push', '--mirror', '--dry-run')).includes(
        `redis  | would copy ${redis} to ${host}/${APP_NAME}/redis:mirror-8`,
      ),
    )
    const mirrored = await call('push', '--mirror')
    assert.ok(mirrored.includes(`redis  | ${host}/${APP_NAME}/redis@${digest}`))
    assert.ok((await call('push', '--mirror')).some((line) => line.includes('already mirrored: ')))
    await call('register')
    assert.equal((await registeredImages())[2], `${host}/${APP_NAME}/redis@${digest}`)
    const listed = (await call('images')).filter((line) => / linux\/a| mirror-8$/.test(line))
    assert.ok(listed.some((line) => line.startsWith(digest.slice(0, 19))))
    assert.ok(listed.some((line) => line.endsWith(' linux/arm64')))

    const moved = pushRedis('two')
    assert.notEqual(moved, digest)
    const again = await call('push', '--mirror')
    assert.ok(again.includes(`redis  | ${host}/${APP_NAME}/redis@${moved}`))

    const removed = await call('destroy')
    assert.ok(removed.includes(`deleted      ECR repository ${APP_NAME}/redis and its images`))
    assert.match(removed.at(-1)!, /^nothing of /)
  },
)

test('an image of others that does not exist is reported', { skip: noOtherRegistry }, async () => {
  await call('bootstrap')
  writeFiles(folder, {
    'compose.yaml': `services:\n  server: { build: . }\n  proxy: { build: proxy }\n  redis: { image: "${redis}-none" }\n`,
  })
  const env = { ...process.env, APP_NAME, RELEASE_VERSION: 'v1', RELEASE_REVISION: 'two' }
  const flags = ['--mirror']
  const { code, stderr } = await callVerb('push', { target, env, flags, cwd: folder })
  assert.equal(code, 1)
  assert.ok(
    stderr.includes(`docker-cloud push: ${redis}-none, the image of redis, does not exist\n`),
    stderr,
  )
})
