import type {
  DescribeExpressGatewayServiceCommandInput,
  DescribeExpressGatewayServiceCommandOutput,
} from '@aws-sdk/client-ecs'
import { awsError } from '../../../kernel/errors.ts'
import { type Operation, readOnly } from '../../service.ts'
import { expressToApi, requireExpress } from '../express/express-service.ts'
import { tagsOf } from '../tags.ts'

export const DescribeExpressGatewayService: Operation<
  DescribeExpressGatewayServiceCommandInput,
  DescribeExpressGatewayServiceCommandOutput
> = readOnly(({ serviceArn, include = [] }, call) => {
  const missing = awsError('ResourceNotFoundException', 'Resource not found')
  const service = requireExpress(call, serviceArn, missing)
  const tags = include.includes('TAGS') ? tagsOf(call, serviceArn) : undefined
  return { service: { ...expressToApi(call, service), tags } }
})
