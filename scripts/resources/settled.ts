import type { Service } from '@aws-sdk/client-ecs'
import type { Context } from '../release/context.ts'
import { balanced } from '../release/services.ts'
import { findService } from './service.ts'

/** True while no old version can answer: each service behind the load balancer has one deployment, which is complete. */
export async function areSettled(context: Context): Promise<boolean> {
  const services = await Promise.all(
    balanced(context.app.services).map((service) => findService(context, service)),
  )
  return services.every((service) => service !== undefined && isSettled(service))
}

const isSettled = ({ deployments = [], desiredCount, runningCount, pendingCount }: Service) =>
  deployments.length === 1 &&
  deployments[0]!.rolloutState === 'COMPLETED' &&
  runningCount === desiredCount &&
  pendingCount === 0
