import type { DescribeRegionsCommandInput, DescribeRegionsCommandOutput } from '@aws-sdk/client-ec2'
import { awsError } from '../../../kernel/errors.ts'
import { type Operation, readOnly } from '../../service.ts'
import { enabledRegions } from '../../../kernel/region.ts'
import { filtered, type Filters } from '../describe.ts'

interface Region {
  RegionName: string
  Endpoint: string
  OptInStatus: string
}

export const DescribeRegions: Operation<DescribeRegionsCommandInput, DescribeRegionsCommandOutput> =
  readOnly(({ RegionNames = enabledRegions, Filters }) => {
    const unknown = RegionNames.find((name) => !enabledRegions.includes(name))
    if (unknown) throw awsError('InvalidParameterValue', `Invalid region: [${unknown}]`)
    const regions = RegionNames.map((RegionName) => ({
      RegionName,
      Endpoint: `ec2.${RegionName}.amazonaws.com`,
      OptInStatus: 'opt-in-not-required',
    }))
    return { Regions: filtered(regions, Filters, { filters }) }
  })

const filters: Filters<Region> = {
  'region-name': ({ RegionName }) => [RegionName],
  endpoint: ({ Endpoint }) => [Endpoint],
  'opt-in-status': ({ OptInStatus }) => [OptInStatus],
}
