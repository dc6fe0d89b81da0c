import type { DescribeTasksCommandInput, DescribeTasksCommandOutput } from '@aws-sdk/client-ecs'
import { type Operation, readOnly } from '../../service.ts'
import { requireCluster } from '../cluster/cluster.ts'
import { withAgents } from '../exec/agent.ts'
import { invalidParameter } from '../errors.ts'
import { tagsOf } from '../tags.ts'
import { findTask, taskArnOf } from '../task/task.ts'

export const DescribeTasks: Operation<DescribeTasksCommandInput, DescribeTasksCommandOutput> =
  readOnly(({ cluster: reference, tasks: references, include = [] }, call) => {
    const cluster = requireCluster(call, reference)
    if (references.length === 0) throw invalidParameter('Tasks cannot be empty.')
    if (references.length > 100) throw invalidParameter('taskIds can have at most 100 items.')
    const found = references.map((reference) => ({
      reference,
      task: findTask(call, cluster, reference),
    }))
    return {
      tasks: found.flatMap(({ task }) =>
        task
          ? [
              {
                ...withAgents(task),
                tags: include.includes('TAGS') ? tagsOf(call, task.taskArn) : [],
              },
            ]
          : [],
      ),
      failures: found
        .filter(({ task }) => !task)
        .map(({ reference }) => ({ arn: taskArnOf(call, cluster, reference), reason: 'MISSING' })),
    }
  })
