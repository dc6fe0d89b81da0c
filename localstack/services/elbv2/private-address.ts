import { isInside, parseCidr } from '../ec2/public.ts'

/** The ranges in which targets of type ip may be outside their VPC: RFC 1918 and RFC 6598. */
const privateBlocks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'].map(
  (block) => parseCidr(block)!,
)

export const isPrivate = (address: string): boolean => isInside(address, privateBlocks)
