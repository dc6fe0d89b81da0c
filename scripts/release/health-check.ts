import type { Context } from './context.ts'
import type { AppService } from './services.ts'
import { run } from './run.ts'

/** Checks that the image can run its container health check: otherwise ECS stops every task as unhealthy. */
export async function checkHealthCheck(
  context: Context,
  { name }: AppService,
  { image, command }: { image: string; command: string[] | undefined },
): Promise<void> {
  const file = `.aws/${name}/task-definition.json`
  if (command === undefined) return warnOfHealthcheck(context, image, file)
  const [form, line = ''] = command
  const program = /^\s*([\w./-]+)(\s|$)/.exec(line)?.[1]
  if (form !== 'CMD-SHELL' || program === undefined) return
  const shell = ['run', '--rm', '--network=none', '--entrypoint=/bin/sh', image]
  await run('docker', [...shell, '-c', `command -v ${program}`]).catch((cause: Error) => {
    if (cause.message.includes('/bin/sh: no such file'))
      throw new Error(`${file}: the health check needs a shell, which the image does not have`)
    if (/ failed \((1|127)\)$/.test(cause.message))
      throw new Error(`${file}: the health check runs ${program}, which the image does not have`)
  })
}

async function warnOfHealthcheck({ print }: Context, image: string, file: string): Promise<void> {
  const format = '--format={{json .Config.Healthcheck}}'
  const check = await run('docker', ['image', 'inspect', format, image])
  if (check === 'null' || check.includes('"NONE"')) return
  print(
    `ECS ignores the HEALTHCHECK of the Dockerfile: add a healthCheck to the container in ${file}`,
  )
}
