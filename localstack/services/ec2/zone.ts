import type { AvailabilityZone } from '@aws-sdk/client-ec2'

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

/** The three zones that every region has here. */
export const zonesOf = (region: string) =>
  ['a', 'b', 'c'].map((letter, index) => ({
    OptInStatus: 'opt-in-not-required',
    Messages: [],
    RegionName: region,
    ZoneName: `${region}${letter}`,
    ZoneId: `${shortened(region)}-az${index + 1}`,
    GroupName: `${region}-zg-1`,
    NetworkBorderGroup: region,
    ZoneType: 'availability-zone',
    State: 'available',
  })) satisfies AvailabilityZone[]
