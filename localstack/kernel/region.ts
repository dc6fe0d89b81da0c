import { awsError } from './errors.ts'

/** The regions that every account has enabled. */
export const enabledRegions = [
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

/** Regions to opt in to, then those of China and of GovCloud: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
const otherRegions = [
  'af-south-1',
  'ap-east-1',
  'ap-east-2',
  'ap-south-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-west-1',
  'eu-central-2',
  'eu-south-1',
  'eu-south-2',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'me-west-1',
  'mx-central-1',
  'sa-west-1',
  'cn-north-1',
  'cn-northwest-1',
  'us-gov-east-1',
  'us-gov-west-1',
]

/**
 * An account's public registry is kept like its private ones, in a region of its own, so that whatever works
 * on a scope (repositories, images, uploads, tokens) works on it as well.
 */
export const publicRegion = 'public'

const regions = new Set([...enabledRegions, ...otherRegions])

export const isRegion = (name: string): boolean => regions.has(name)

/** AWS's sentence about a credential scope whose region it does not have. */
export const notARegion = (region: string) =>
  `Credential should be scoped to a valid region, not '${region}'.`

/** Rejects an account or a region that cannot exist: both are parts of ARNs, of file names and of the store's keys. */
export function checkPlace(account: string, region: string): void {
  if (!/^\d{12}$/.test(account))
    throw awsError('ValidationError', `'${account}' is not an account id, which has 12 digits.`)
  if (!isRegion(region) && region !== publicRegion)
    throw awsError('ValidationError', notARegion(region))
}
