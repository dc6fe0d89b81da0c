import { DeleteNamespaceCommand } from '@aws-sdk/client-servicediscovery'
import type { Context } from '../release/context.ts'
import { wait } from '../release/wait.ts'

/**
 * Deletes the Cloud Map namespace that ECS created for a cluster. The services in it are deleted by
 * ECS, some seconds after the ECS services.
 */
export async function removeNamespace(context: Context, arn: string, ours: boolean): Promise<void> {
  const { aws, app, changes, progress } = context
  const id = arn.split('/').at(-1)!
  await changes.remove(`Cloud Map namespace ${app.name}`, ours, () =>
    wait({
      for: `the services of namespace ${app.name} to be deleted`,
      seconds: 120,
      look: () =>
        aws.discovery.send(new DeleteNamespaceCommand({ Id: id })).catch((error: Error) => {
          if (error.name === 'NamespaceNotFound') return true
          if (error.name === 'ResourceInUse') return undefined
          throw error
        }),
      progress,
    }),
  )
}
