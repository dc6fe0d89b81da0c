import type {
  DescribeServiceRevisionsCommandInput,
  DescribeServiceRevisionsCommandOutput,
} from '@aws-sdk/client-ecs'
import { type Operation, readOnly } from '../../service.ts'
import { invalidParameter } from '../errors.ts'
import { revisionToApi } from '../express/managed-resources.ts'
import { ecsOf } from '../state.ts'

export const DescribeServiceRevisions: Operation<
  DescribeServiceRevisionsCommandInput,
  DescribeServiceRevisionsCommandOutput
> = readOnly(({ serviceRevisionArns: arns }, call) => {
  if (arns.length > 20) throw invalidParameter('Service revisions cannot be more than 20.')
  const all = [...ecsOf(call).services.values()].flatMap((service) =>
    service.revisions.map((revision) => ({ service, revision })),
  )
  const find = (arn: string) => all.find(({ revision }) => revision.serviceRevisionArn === arn)
  // In the words that `aws ecs monitor-express-gateway-service` looks for: aws/aws-cli, `monitorexpressgatewayservice.py`.
  if (arns.some((arn) => find(arn)?.service.status === 'INACTIVE'))
    throw invalidParameter('Cannot call DescribeServiceRevisions for a service that is INACTIVE')
  return {
    serviceRevisions: arns.flatMap((arn) => {
      const found = find(arn)
      return found ? [revisionToApi(call, found.service, found.revision)] : []
    }),
    failures: arns.filter((arn) => !find(arn)).map((arn) => ({ arn, reason: 'MISSING' })),
  }
})
