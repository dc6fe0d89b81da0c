import type { AvailabilityZone } from '@aws-sdk/client-ec2'
import { regionNames } from './region-names.ts'

/** The letters and the zone numbers that accounts get where they are not a, b and c: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html */
const exceptions: Record<string, [letters: string, numbers: number[]]> = {
  'ap-northeast-1': ['acd', [4, 1, 2]],
  'ap-northeast-2': ['abcd', [1, 2, 3, 4]],
  'ca-central-1': ['abd', [1, 2, 4]],
  'us-east-1': ['abcdef', [1, 2, 3, 4, 5, 6]],
  'us-west-1': ['ab', [1, 3]],
  'us-west-2': ['abcd', [1, 2, 3, 4]],
}

const directions: [RegExp, string][] = [
  [/^north/, 'n'],
  [/^south/, 's'],
  [/east$/, 'e'],
  [/west$/, 'w'],
  [/^central/, 'c'],
]

/** `us-east-1` as zone ids shorten it, `use1`: https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html */
function shortened(region: string): string {
  const parts = region.split('-')
  const number = parts.pop() ?? ''
  const direction = parts.pop() ?? ''
  const letters = directions.map(([pattern, letter]) => (pattern.test(direction) ? letter : ''))
  return `${parts.map((part) => (part === 'gov' ? 'g' : part)).join('')}${letters.join('')}${number}`
}

/** The zones of a region that an account can use. */
export function zonesOf(region: string) {
  const [letters, numbers] = exceptions[region] ?? ['abc', [1, 2, 3]]
  return [...letters].map((letter, index) => ({
    OptInStatus: 'opt-in-not-required',
    Messages: [],
    RegionName: region,
    ZoneName: `${region}${letter}`,
    ZoneId: `${shortened(region)}-az${numbers[index]}`,
    GroupName: `${region}-zg-1`,
    GroupLongName: `${regionNames[region]} 1`,
    NetworkBorderGroup: region,
    ZoneType: 'availability-zone',
    State: 'available',
  })) satisfies AvailabilityZone[]
}
