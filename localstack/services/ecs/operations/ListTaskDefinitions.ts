import type {
  ListTaskDefinitionsCommandInput,
  ListTaskDefinitionsCommandOutput,
} from '@aws-sdk/client-ecs'
import { type Operation, readOnly } from '../../service.ts'
import { ecsPage } from '../list.ts'
import { ecsOf } from '../state.ts'

export const ListTaskDefinitions: Operation<
  ListTaskDefinitionsCommandInput,
  ListTaskDefinitionsCommandOutput
> = readOnly((input, call) => {
  const { familyPrefix, status = 'ACTIVE', sort = 'ASC' } = input
  const families = [...ecsOf(call).families].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const arns = families
    .filter(([family]) => familyPrefix === undefined || family === familyPrefix)
    .flatMap(([, revisions]) => [...revisions.values()])
    .filter((revision) => revision.status === status)
    .map(({ taskDefinitionArn }) => taskDefinitionArn)
  const { items, nextToken } = ecsPage(sort === 'DESC' ? arns.toReversed() : arns, input)
  return { taskDefinitionArns: items, nextToken }
})
