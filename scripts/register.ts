import { actOn } from './failure/observed.ts'
import type { Flags } from './release/cli.ts'
import type { Context } from './release/context.ts'
import { readRelease } from './release/git.ts'
import { publish } from './release/github.ts'
import { releaseOrder } from './release/order.ts'
import type { AppService } from './release/services.ts'
import { runVerb } from './release/verb.ts'
import { findPlace, placeValues } from './resources/account.ts'
import { findImage } from './resources/image.ts'
import { ensureTaskDefinition, readTaskDefinition, shortName } from './resources/task-definition.ts'

/** Registers the services' task definitions with the images of this commit, by digest. */
export async function register(context: Context, { force }: Flags): Promise<void> {
  const { app, print } = context
  const { version, revision } = await readRelease()
  const values = placeValues(app, await findPlace(context))
  for (const { service } of await releaseOrder(context))
    await actOn(service.name, () => registerService(service))

  async function registerService(service: AppService): Promise<void> {
    const image = await findImage(context, service, revision)
    if (!image)
      throw new Error(
        `ECR repository ${service.repository} has no image of ${version} (tag ${revision}): run \`npm run push\` first`,
      )
    const name = `${image.repositoryUri}@${image.digest}`
    const desired = readTaskDefinition(service, { ...values, IMAGE: name })
    const registered = await ensureTaskDefinition(context, service, {
      desired,
      force: force === true,
    })
    if (!registered) return
    const revisionName = shortName(registered.taskDefinitionArn)
    print(`${revisionName} runs ${name}`)
    publish({ [`task-definition-${service.name}`]: revisionName })
  }
}

if (import.meta.main) await runVerb('register', register)
