import type { Flags } from './release/cli.ts'
import type { Context } from './release/context.ts'
import { readRelease } from './release/git.ts'
import { publish } from './release/github.ts'
import { releaseOrder } from './release/order.ts'
import { runVerb } from './release/verb.ts'
import { findPlace, placeValues } from './resources/account.ts'
import { findImage } from './resources/image.ts'
import { ensureTaskDefinition, readTaskDefinition, shortName } from './resources/task-definition.ts'

/** Registers the services' task definitions with the images of this commit, by digest. */
export async function register(context: Context, { force }: Flags): Promise<void> {
  const { app, print } = context
  const { version, revision } = await readRelease()
  const place = await findPlace(context)
  for (const { service } of await releaseOrder(context)) {
    const image = await findImage(context, service, revision)
    if (!image)
      throw new Error(
        `ECR repository ${service.repository} has no image of ${version} (tag ${revision}): run \`npm run push\` first`,
      )
    const desired = readTaskDefinition(service, {
      ...placeValues(app, place),
      IMAGE: `${image.repositoryUri}@${image.digest}`,
    })
    const registered = await ensureTaskDefinition(context, service, {
      desired,
      force: force === true,
    })
    if (!registered) continue
    const name = shortName(registered.taskDefinitionArn)
    print(`${name} runs ${image.repositoryUri}@${image.digest}`)
    publish({ [`task-definition-${service.name}`]: name })
  }
}

if (import.meta.main) await runVerb('register', register)
