import type {
  DescribeInstancesCommandInput,
  DescribeInstancesCommandOutput,
} from '@aws-sdk/client-ec2'
import { type Operation, readOnly } from '../../service.ts'
import { instanceNotFound } from '../instance.ts'

/** There is no instance here. */
export const DescribeInstances: Operation<
  DescribeInstancesCommandInput,
  DescribeInstancesCommandOutput
> = readOnly(({ InstanceIds }) => {
  const first = InstanceIds?.[0]
  if (first !== undefined) throw instanceNotFound(first)
  return { Reservations: [] }
})
