import type { DescribeRegionsCommandInput, DescribeRegionsCommandOutput } from '@aws-sdk/client-ec2'
import { awsError } from '../../errors.ts'
import type { Operation } from '../../operation.ts'
import { filtered, type Filters } from '../describe.ts'

/** The regions that every account has enabled. */
const names = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
]

interface Region {
  RegionName: string
  Endpoint: string
  OptInStatus: string
}

export const DescribeRegions: Operation<
  DescribeRegionsCommandInput,
  DescribeRegionsCommandOutput
> = ({ RegionNames = names, Filters }) => {
  const unknown = RegionNames.find((name) => !names.includes(name))
  if (unknown) throw awsError('InvalidParameterValue', `Invalid region: [${unknown}]`)
  const regions = RegionNames.map((RegionName) => ({
    RegionName,
    Endpoint: `ec2.${RegionName}.amazonaws.com`,
    OptInStatus: 'opt-in-not-required',
  }))
  return { Regions: filtered(regions, Filters, { filters }) }
}

const filters: Filters<Region> = {
  'region-name': ({ RegionName }) => [RegionName],
  endpoint: ({ Endpoint }) => [Endpoint],
  'opt-in-status': ({ OptInStatus }) => [OptInStatus],
}
