import type { Context } from './context.ts'
import { run } from './run.ts'

/** Says so where an image counts on its own HEALTHCHECK, which ECS does not look at. */
export async function tellOfHealthCheck({ say }: Context, image: string): Promise<void> {
  const format = '--format={{json .Config.Healthcheck}}'
  const check = await run('docker', ['image', 'inspect', format, image])
  if (check === 'null' || check.includes('"NONE"')) return
  say(
    'ECS does not look at the HEALTHCHECK of the Dockerfile: give the container in .aws/task-definition.json a healthCheck',
  )
}
