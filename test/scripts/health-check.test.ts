import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Context } from '../../scripts/lib/context.ts'
import { tellOfHealthCheck } from '../../scripts/lib/health-check.ts'
import { openImage } from '../support/image.ts'

const toldOf = async (dockerfile: string) => {
  await using image = await openImage(dockerfile)
  const said: string[] = []
  await tellOfHealthCheck(
    { say: (line) => said.push(line) } as Partial<Context> as Context,
    image.name,
  )
  return said
}

test('B8 an image that counts on its own HEALTHCHECK is told of before it is pushed', async () => {
  assert.deepEqual(await toldOf('FROM scratch\nHEALTHCHECK CMD ["/check"]\n'), [
    'ECS does not look at the HEALTHCHECK of the Dockerfile: give the container in .aws/task-definition.json a healthCheck',
  ])
  assert.deepEqual(await toldOf('FROM scratch\nHEALTHCHECK NONE\n'), [])
})
