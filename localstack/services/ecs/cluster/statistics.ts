import type { Cluster, KeyValuePair } from '@aws-sdk/client-ecs'
import type { Scope } from '../../../kernel/scope.ts'
import { ecsOf } from '../state.ts'
import { pending } from './cluster.ts'

const launchTypes = { EC2: 'EC2', FARGATE: 'Fargate', EXTERNAL: 'External' } as const

interface Launched {
  launchType?: string | undefined
}

/** Counts a cluster's tasks and services by launch type: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Cluster.html. */
export function statistics(scope: Scope, { clusterArn }: Cluster): KeyValuePair[] {
  const { tasks, services } = ecsOf(scope)
  const ownTasks = [...tasks.values()].filter((task) => task.clusterArn === clusterArn)
  const ownServices = [...services.values()].filter((service) => service.clusterArn === clusterArn)
  return Object.entries(launchTypes).flatMap(([launchType, name]) => {
    const ofType = <T extends Launched>(all: T[]) =>
      all.filter((each) => (each.launchType ?? 'FARGATE') === launchType)
    const tasksThat = (test: (status: string) => boolean) =>
      ofType(ownTasks).filter(({ lastStatus }) => test(lastStatus)).length
    const servicesThat = (is: string) =>
      ofType(ownServices).filter(({ status }) => status === is).length
    return [
      count(
        `running${name}TasksCount`,
        tasksThat((status) => status === 'RUNNING'),
      ),
      count(
        `pending${name}TasksCount`,
        tasksThat((status) => pending.has(status)),
      ),
      count(`active${name}ServiceCount`, servicesThat('ACTIVE')),
      count(`draining${name}ServiceCount`, servicesThat('DRAINING')),
    ]
  })
}

const count = (name: string, value: number): KeyValuePair => ({ name, value: String(value) })
