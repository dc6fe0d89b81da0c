import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { requireDiscoveryService } from '../service.ts'

/** https://docs.aws.amazon.com/cloud-map/latest/dg/cloud-map-limits.html */
const maxAttributes = 30

interface Input {
  ServiceId: string
  Attributes: Record<string, string>
}

export const UpdateServiceAttributes: Operation<Input, object> = (
  { ServiceId, Attributes },
  call,
) => {
  const { attributes } = requireDiscoveryService(call, ServiceId)
  if (new Set([...attributes.keys(), ...Object.keys(Attributes)]).size > maxAttributes)
    throw awsError(
      'ServiceAttributesLimitExceededException',
      `A service can have at most ${maxAttributes} attributes.`,
    )
  for (const [name, value] of Object.entries(Attributes)) attributes.set(name, value)
  return {}
}
