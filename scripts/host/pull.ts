import { withLogin } from '../registry/docker-folder.ts'
import type { Context } from '../release/context.ts'
import { readEcrLogin } from '../resources/registry-login.ts'
import type { Engine } from './engine.ts'

/**
 * Pulls an image by its digest. The login is in a Docker configuration of this pull alone, here, and
 * goes to the engine in the header X-Registry-Auth: the host stores nothing.
 */
export async function pullImage(context: Context, engine: Engine, image: string): Promise<void> {
  if (await hasImage(engine, image)) return
  const options = { onLine: context.progress }
  const login = await readEcrLogin(context)
  await withLogin(image.split('/')[0]!, login, (env) =>
    engine.docker(['pull', '--quiet', image], { ...options, env }),
  ).catch((cause: Error) => {
    throw new Error(`the host could not pull ${image}`, { cause })
  })
}

const hasImage = async ({ docker }: Engine, image: string): Promise<boolean> =>
  (await docker(['image', 'ls', '--quiet', image])) !== ''

/** Pulls an image that needs no login, unless the host has it. */
export async function requirePublicImage(engine: Engine, image: string): Promise<void> {
  if (await hasImage(engine, image)) return
  await engine.docker(['pull', '--quiet', image]).catch((cause: Error) => {
    throw new Error(
      `the host cannot pull ${image}: send it with \`docker save ${image} | docker --context ${engine.context} load\``,
      { cause },
    )
  })
}
