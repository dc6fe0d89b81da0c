import type { DeploymentConfiguration, DeploymentStrategy } from '@aws-sdk/client-ecs'
import type { LifecycleStage } from '../../../../../localstack/services/ecs/records.ts'
import { completed, deployment, later, type Situation, task } from './situation.ts'

const balancer = {
  targetGroupArn: 'blue',
  containerName: 'app',
  containerPort: 80,
  advancedConfiguration: {
    alternateTargetGroupArn: 'green',
    productionListenerRule: 'production',
    testListenerRule: 'test',
  },
}
const served = (id: string, by: string, targetGroupArn: string) =>
  task(id, by, {
    targets: [
      { targetGroupArn, Id: id, Port: 80, deregistered: false, health: { State: 'healthy' } },
    ],
  })

/** Two healthy tasks with production traffic. */
export const blue = [served('blue-1', 'old', 'blue'), served('blue-2', 'old', 'blue')]
/** Two healthy tasks of the deployment in progress. */
export const green = [served('green-1', 'new', 'green'), served('green-2', 'new', 'green')]

export const forwards = {
  production: [
    { arn: 'blue', weight: 100 },
    { arn: 'green', weight: 0 },
  ],
  test: [{ arn: 'green', weight: 100 }],
}

export const shiftsBack = ['shift production: blue 100, green 0', 'shift test: blue 100, green 0']

/** What scaling in by one does while both sets of tasks run. */
export const stopsOneOfEach = [
  'stop blue-1',
  'stop green-2',
  'event has stopped 2 running tasks: (task blue-1) (task green-2).',
  'deregisterTarget blue-1 blue blue-1:80',
  'deregisterTarget green-2 green green-2:80',
  'event deregistered 1 targets in (target-group blue)',
  'event deregistered 1 targets in (target-group green)',
  'event (service web, taskSet old) has begun draining connections on 1 tasks.',
  'event (service web, taskSet new) has begun draining connections on 1 tasks.',
]

/** Situations of a rollout from blue to green, by its stage and the percentage of traffic that green has. */
export function rolloutOf(strategy: DeploymentStrategy, settings: DeploymentConfiguration = {}) {
  const rollout = [deployment('new', { strategy }), completed('old', { strategy })]
  const at = (
    lifecycleStage: LifecycleStage | undefined,
    situation: Situation = {},
    percent = 0,
  ): Situation => ({
    deployments: rollout,
    tasks: lifecycleStage ? [...blue, ...green] : blue,
    loadBalancers: [balancer],
    ...situation,
    configuration: { strategy, ...settings, ...situation.configuration },
    record: {
      lifecycleStage,
      targetServiceRevision: {
        requestedProductionTrafficWeight: percent,
        requestedTestTrafficWeight: 100,
      },
      ...situation.record,
    },
    snapshot: { forwards, ...situation.snapshot },
  })
  /** The deployments while a stage lasts for some more milliseconds. */
  const waiting = (ms: number) => [{ ...rollout[0]!, waitUntil: later(ms) }, rollout[1]!]
  return { rollout, at, waiting }
}
