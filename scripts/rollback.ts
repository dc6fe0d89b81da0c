import { type Deployment, UpdateServiceCommand } from '@aws-sdk/client-ecs'
import type { Flags } from './release/arguments.ts'
import type { Context } from './release/context.ts'
import { BadInput } from './release/exit-codes.ts'
import { runInParallel } from './release/parallel.ts'
import type { ResultOf } from './release/results.ts'
import { follow, type RolledOut, rolloutLines, rolloutOf } from './release/rollout.ts'
import { type AppService, requireContinuous } from './release/services.ts'
import { runVerb } from './release/verb.ts'
import { findLastGood, findNewestGood, findRevision } from './resources/earlier-revision.ts'
import { primaryOf, requireService } from './resources/service.ts'
import { shortName } from './resources/task-definition.ts'

/**
 * Rolls the services back to the task definitions of their last deployments that completed, or to a
 * given one, and waits until they run. Nothing is deregistered, and service.json is not applied.
 */
export async function rollback(context: Context, { to }: Flags): Promise<ResultOf<'rollback'>> {
  const services = requireContinuous(context.services)
  if (typeof to === 'string' && services.length > 1)
    throw new BadInput(
      `--to is for one service: name it, as in \`npm run rollback -- --to=${to} ${services[0]!.name}\``,
    )
  const rollouts = await runInParallel(
    context,
    services.map((service) => ({ service, after: [] })),
    (own, service) => rollbackService(own, service, typeof to === 'string' ? to : undefined),
  )
  return { services: rollouts.filter((rollout) => rollout !== undefined) }
}

async function rollbackService(
  context: Context,
  service: AppService,
  to: string | undefined,
): Promise<RolledOut | undefined> {
  const { aws, app, changes, print, dryRun } = context
  const before = await requireService(context, service)
  const current = primaryOf(before).taskDefinition!
  const target = to
    ? await findRevision(context, service, to)
    : await findEarlier(context, service, primaryOf(before))
  if (target === current) changes.unchanged(`${service.name}, which runs ${shortName(target)}`)
  else
    await changes.update(
      `ECS service ${service.name}, from ${shortName(current)} back to ${shortName(target)}`,
      () =>
        aws.ecs.send(
          new UpdateServiceCommand({
            cluster: app.name,
            service: service.name,
            taskDefinition: target,
          }),
        ),
    )
  if (dryRun) return undefined
  const rollout = { service, taskDefinition: target, before }
  const rolledOut = rolloutOf(rollout, await follow(context, rollout))
  for (const line of rolloutLines(rolledOut)) print(line)
  return rolledOut
}

/**
 * Finds the revision to go back to. A service that goes or went back already, because the verb was
 * interrupted, keeps its revision: it is the newest that completed, or the newest one is what it left.
 */
async function findEarlier(
  context: Context,
  service: AppService,
  { taskDefinition, rolloutState }: Deployment,
): Promise<string> {
  const current = taskDefinition!
  const goesBack =
    rolloutState === 'IN_PROGRESS' && (await findNewestGood(context, service)) === current
  const good = goesBack ? current : await findLastGood(context, service, current)
  if (revisionOf(good) < revisionOf(current)) return good
  context.print(`${service.name} was rolled back already; name another revision with --to`)
  return current
}

const revisionOf = (arn: string): number => Number(arn.split(':').at(-1))

if (import.meta.main) await runVerb('rollback', rollback)
