import { publicAlias } from '../ecr/public.ts'
import { publicRegion } from '../../kernel/region.ts'
import { awsError } from '../../kernel/errors.ts'
import { type Operation, type ServiceDefinition, wrapping } from '../service.ts'
import type { Call } from '../../kernel/scope.ts'

const onlyRegion = 'us-east-1'

/** Runs operations on the caller's public registry, in its one region. */
export const onPublicRegistry = (
  operations: ServiceDefinition['operations'],
): ServiceDefinition['operations'] =>
  Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [name, onPublic(name, operation)]),
  )

function onPublic(name: string, operation: Operation<never, object>): Operation<never, object> {
  return wrapping(operation, (input: { registryId?: string | undefined }, call) => {
    if (call.region !== onlyRegion)
      throw awsError(
        'UnsupportedCommandException',
        `${name} command is only supported in ${onlyRegion}.`,
      )
    const registryId = accountOf(input.registryId, call)
    const given = { ...input, ...(registryId !== undefined && { registryId }) }
    return operation(given as never, { ...call, ...call.inAccount(call.account, publicRegion) })
  })
}

/** A registry goes by its account or by its alias; what is neither is none. */
function accountOf(registryId: string | undefined, { account }: Call): string | undefined {
  if (registryId === publicAlias(account)) return account
  if (registryId === undefined || /^\d{12}$/.test(registryId)) return registryId
  throw awsError('RegistryNotFoundException', `The registry with id '${registryId}' does not exist`)
}
