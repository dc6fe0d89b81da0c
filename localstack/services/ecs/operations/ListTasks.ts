import type { ListTasksCommandInput, ListTasksCommandOutput } from '@aws-sdk/client-ecs'
import { type Operation, readOnly } from '../../service.ts'
import { awsError } from '../../../kernel/errors.ts'
import { requireCluster } from '../cluster/cluster.ts'
import { ecsPage } from '../list.ts'
import { findService } from '../service/service.ts'
import { ecsOf } from '../state.ts'

const noContainerInstance = () =>
  awsError('InvalidParameterException', 'The referenced container instance was not found.')

export const ListTasks: Operation<ListTasksCommandInput, ListTasksCommandOutput> = readOnly(
  (input, call) => {
    const { serviceName, family, startedBy, launchType, desiredStatus = 'RUNNING' } = input
    if (input.containerInstance !== undefined) throw noContainerInstance()
    const cluster = requireCluster(call, input.cluster)
    const service = serviceName === undefined ? undefined : findService(call, cluster, serviceName)
    if (serviceName !== undefined && !service)
      throw awsError('ServiceNotFoundException', 'Service not found.')
    const arns = ecsOf(call)
      .tasks.values()
      .filter(
        (task) =>
          task.clusterArn === cluster.clusterArn &&
          task.desiredStatus === desiredStatus &&
          (!service || task.serviceArn === service.serviceArn) &&
          (family === undefined ||
            task.taskDefinitionArn.includes(`:task-definition/${family}:`)) &&
          (startedBy === undefined || task.startedBy === startedBy) &&
          (launchType === undefined || task.launchType === launchType),
      )
      .map(({ taskArn }) => taskArn)
    const { items, nextToken } = ecsPage([...arns], input)
    return { taskArns: items, nextToken }
  },
)
