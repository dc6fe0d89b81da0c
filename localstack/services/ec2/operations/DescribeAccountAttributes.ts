import type {
  AccountAttribute,
  DescribeAccountAttributesCommandInput,
  DescribeAccountAttributesCommandOutput,
} from '@aws-sdk/client-ec2'
import { type Operation, readOnly } from '../../service.ts'
import { defaultVpc } from '../vpc.ts'

export const DescribeAccountAttributes: Operation<
  DescribeAccountAttributesCommandInput,
  DescribeAccountAttributesCommandOutput
> = readOnly(({ AttributeNames }, call) => {
  const values: Record<string, string[]> = {
    'supported-platforms': ['VPC'],
    'vpc-max-security-groups-per-interface': ['5'],
    'max-elastic-ips': ['5'],
    'max-instances': ['20'],
    'vpc-max-elastic-ips': ['5'],
    'default-vpc': [defaultVpc(call)?.VpcId ?? 'none'],
  }
  const AccountAttributes: AccountAttribute[] = Object.entries(values).map(
    ([AttributeName, attributeValues]) => ({
      AttributeName,
      AttributeValues: attributeValues.map((AttributeValue) => ({ AttributeValue })),
    }),
  )
  return {
    AccountAttributes: AccountAttributes.filter(
      ({ AttributeName }) => AttributeNames?.some((name) => name === AttributeName) ?? true,
    ),
  }
})
