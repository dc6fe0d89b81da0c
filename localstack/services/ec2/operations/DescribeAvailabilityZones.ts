import type {
  DescribeAvailabilityZonesCommandInput,
  DescribeAvailabilityZonesCommandOutput,
} from '@aws-sdk/client-ec2'
import { awsError } from '../../../kernel/errors.ts'
import { type Operation, readOnly } from '../../service.ts'
import { filtered, type Filters, none } from '../describe.ts'
import { zonesOf } from '../zone.ts'

type Zone = ReturnType<typeof zonesOf>[number]

export const DescribeAvailabilityZones: Operation<
  DescribeAvailabilityZonesCommandInput,
  DescribeAvailabilityZonesCommandOutput
> = readOnly(({ ZoneNames = [], ZoneIds = [], Filters }, { region }) => {
  const zones = zonesOf(region)
  const named = [
    ...ZoneNames.map((name) => zoneOf(zones, 'ZoneName', name)),
    ...ZoneIds.map((id) => zoneOf(zones, 'ZoneId', id)),
  ]
  return { AvailabilityZones: filtered(named.length > 0 ? named : zones, Filters, { filters }) }
})

function zoneOf(zones: Zone[], member: 'ZoneName' | 'ZoneId', value: string): Zone {
  const found = zones.find((zone) => zone[member] === value)
  if (!found) throw awsError('InvalidParameterValue', `Invalid availability zone: [${value}]`)
  return found
}

const filters: Filters<Zone> = {
  'zone-name': ({ ZoneName }) => [ZoneName],
  'zone-id': ({ ZoneId }) => [ZoneId],
  'zone-type': ({ ZoneType }) => [ZoneType],
  'region-name': ({ RegionName }) => [RegionName],
  'group-name': ({ GroupName }) => [GroupName],
  'group-long-name': ({ GroupLongName }) => [GroupLongName],
  message: none,
  'parent-zone-id': none,
  'parent-zone-name': none,
  'opt-in-status': ({ OptInStatus }) => [OptInStatus],
  state: ({ State }) => [State],
}
