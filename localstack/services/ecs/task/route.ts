import { findNetworkInterface, type Route, routeTo } from '../../ec2/public.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { TaskRecord } from '../records.ts'

/**
 * Finds the route from a task's network interface to an AWS service by its endpoint's name (`ecr.api`,
 * `logs`, `secretsmanager`, `ssm`), or a host on the internet.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html
 */
export function routeFor(scope: Scope, task: TaskRecord, host: string): Route {
  const from = findNetworkInterface(scope, task.networkInterfaceId ?? '')
  if (from) return routeTo(scope, from, host)
  return { reaches: false, address: '', reason: 'the task has no network interface' }
}
