import type {
  DescribeServiceDeploymentsCommandInput,
  DescribeServiceDeploymentsCommandOutput,
} from '@aws-sdk/client-ecs'
import { type Operation, readOnly } from '../../service.ts'
import { invalidParameter } from '../errors.ts'
import { serviceDeploymentToApi } from '../service/service-deployment.ts'
import { ecsOf } from '../state.ts'

export const DescribeServiceDeployments: Operation<
  DescribeServiceDeploymentsCommandInput,
  DescribeServiceDeploymentsCommandOutput
> = readOnly(({ serviceDeploymentArns: arns }, call) => {
  if (arns.length > 20) throw invalidParameter('Service deployments cannot be more than 20.')
  const all = [...ecsOf(call).services.values()].flatMap((service) =>
    service.serviceDeployments.map((record) => ({ service, record })),
  )
  const find = (arn: string) => all.find(({ record }) => record.serviceDeploymentArn === arn)
  return {
    serviceDeployments: arns.flatMap((arn) => {
      const found = find(arn)
      return found ? [serviceDeploymentToApi(call, found.service, found.record)] : []
    }),
    failures: arns.filter((arn) => !find(arn)).map((arn) => ({ arn, reason: 'MISSING' })),
  }
})
