import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readApp } from '../../../scripts/release/app.ts'
import type { Context } from '../../../scripts/release/context.ts'
import { checkHealthCheck } from '../../../scripts/release/health-check.ts'
import type { AppService } from '../../../scripts/release/services.ts'
import { openImage } from '../../support/image.ts'
import { testImage } from '../../support/test-image.ts'

const [service] = readApp({}).services as [AppService]

/** The lines printed for an image and a health check of the task definition. */
async function saidOf(dockerfile: string, command?: string[]): Promise<string[]> {
  await using image = await openImage(dockerfile)
  const said: string[] = []
  const context: Partial<Context> = { print: (line) => said.push(line) }
  await checkHealthCheck(context as Context, service, { image: image.name, command })
  return said
}

test('a health check that the image cannot run is rejected before the push', async () => {
  const dockerfile = `FROM ${await testImage()}\nLABEL probed=yes\n`
  const curl = ['CMD-SHELL', 'curl -f http://localhost:8080/ || exit 1']
  await assert.rejects(saidOf(dockerfile, curl), {
    message:
      '.aws/server/task-definition.json: the health check runs curl, which the image does not have',
  })
  for (const fine of [
    ['CMD-SHELL', 'node -e 1'],
    ['CMD-SHELL', 'exit 0'],
    ['CMD', 'node', '-e', '1'],
  ])
    assert.deepEqual(await saidOf(dockerfile, fine), [])
  await assert.rejects(saidOf('FROM scratch\nLABEL probed=yes\n', curl), {
    message:
      '.aws/server/task-definition.json: the health check needs a shell, which the image does not have',
  })
})

test('an image with its own HEALTHCHECK is reported before the push', async () => {
  assert.deepEqual(await saidOf('FROM scratch\nHEALTHCHECK CMD ["/check"]\n'), [
    'ECS ignores the HEALTHCHECK of the Dockerfile: add a healthCheck to the container in .aws/server/task-definition.json',
  ])
  assert.deepEqual(await saidOf('FROM scratch\nHEALTHCHECK NONE\n'), [])
})
