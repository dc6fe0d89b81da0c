import type {
  DescribeServiceRevisionsCommandInput,
  DescribeServiceRevisionsCommandOutput,
} from '@aws-sdk/client-ecs'
import { type Operation, readOnly } from '../../service.ts'
import { invalidParameter } from '../errors.ts'
import { ecsOf } from '../state.ts'

export const DescribeServiceRevisions: Operation<
  DescribeServiceRevisionsCommandInput,
  DescribeServiceRevisionsCommandOutput
> = readOnly(({ serviceRevisionArns: arns }, call) => {
  if (arns.length > 20) throw invalidParameter('Service revisions cannot be more than 20.')
  const all = [...ecsOf(call).services.values()].flatMap(({ revisions }) => revisions)
  const find = (arn: string) => all.find(({ serviceRevisionArn }) => serviceRevisionArn === arn)
  return {
    serviceRevisions: arns.flatMap((arn) => find(arn) ?? []),
    failures: arns.filter((arn) => !find(arn)).map((arn) => ({ arn, reason: 'MISSING' })),
  }
})
