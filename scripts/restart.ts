import { UpdateServiceCommand } from '@aws-sdk/client-ecs'
import type { Context } from './release/context.ts'
import { runInParallel } from './release/parallel.ts'
import type { ResultOf } from './release/results.ts'
import { follow, rolloutLines, rolloutOf } from './release/rollout.ts'
import { type AppService, requireContinuous } from './release/services.ts'
import { runVerb } from './release/verb.ts'
import { primaryOf, requireService } from './resources/service.ts'
import { shortName } from './resources/task-definition.ts'

/** Replaces the tasks of the services by new ones of the same task definition, and waits until they run. */
export async function restart(context: Context): Promise<ResultOf<'restart'>> {
  const services = requireContinuous(context.services)
  const rollouts = await runInParallel(
    context,
    services.map((service) => ({ service, after: [] })),
    restartService,
  )
  return { services: rollouts.filter((rollout) => rollout !== undefined) }
}

async function restartService(context: Context, service: AppService) {
  const { app, aws, changes, print, dryRun } = context
  const { name } = service
  const before = await requireService(context, service)
  const taskDefinition = primaryOf(before).taskDefinition!
  await changes.update(`ECS service ${name}: new tasks of ${shortName(taskDefinition)}`, () =>
    aws.ecs.send(
      new UpdateServiceCommand({ cluster: app.name, service: name, forceNewDeployment: true }),
    ),
  )
  if (dryRun) return undefined
  const rollout = { service, taskDefinition, before }
  const rolledOut = rolloutOf(rollout, await follow(context, rollout))
  for (const line of rolloutLines(rolledOut)) print(line)
  return rolledOut
}

if (import.meta.main) await runVerb('restart', restart)
