import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Context } from '../../../scripts/release/context.ts'
import { checkHealthCheck } from '../../../scripts/release/health-check.ts'
import { openImage } from '../../support/image.ts'
import { testImage } from '../../support/test-image.ts'

/** What is said of an image beside a health check of the task definition. */
async function saidOf(dockerfile: string, command?: string[]): Promise<string[]> {
  await using image = await openImage(dockerfile)
  const said: string[] = []
  const context: Partial<Context> = { print: (line) => said.push(line) }
  await checkHealthCheck(context as Context, image.name, command)
  return said
}

test('B6 a health check that runs what the image does not have is refused before the push', async () => {
  const dockerfile = `FROM ${await testImage()}\nLABEL probed=yes\n`
  const curl = ['CMD-SHELL', 'curl -f http://localhost:8080/ || exit 1']
  await assert.rejects(saidOf(dockerfile, curl), {
    message: '.aws/task-definition.json: the health check runs curl, which the image does not have',
  })
  for (const fine of [
    ['CMD-SHELL', 'node -e 1'],
    ['CMD-SHELL', 'exit 0'],
    ['CMD', 'node', '-e', '1'],
  ])
    assert.deepEqual(await saidOf(dockerfile, fine), [])
  await assert.rejects(saidOf('FROM scratch\nLABEL probed=yes\n', curl), {
    message:
      '.aws/task-definition.json: the health check needs a shell, which the image does not have',
  })
})

test('B8 an image that counts on its own HEALTHCHECK is told of before it is pushed', async () => {
  assert.deepEqual(await saidOf('FROM scratch\nHEALTHCHECK CMD ["/check"]\n'), [
    'ECS does not look at the HEALTHCHECK of the Dockerfile: give the container in .aws/task-definition.json a healthCheck',
  ])
  assert.deepEqual(await saidOf('FROM scratch\nHEALTHCHECK NONE\n'), [])
})
