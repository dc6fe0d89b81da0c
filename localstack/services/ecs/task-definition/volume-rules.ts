import { clientError } from '../errors.ts'
import type { Registration } from './registration.ts'

/** Rejects volumes and mount points that ECS rejects. */
export function checkVolumes({ volumes = [], containerDefinitions }: Registration): void {
  for (const volume of volumes) checkVolume(volume)
  const names = volumes.map(({ name }) => name)
  const mounted = new Set<string | undefined>()
  for (const { mountPoints = [], volumesFrom = [] } of containerDefinitions) {
    for (const { sourceVolume } of mountPoints) {
      if (!names.includes(sourceVolume)) throw clientError(`Unknown volume '${sourceVolume}'.`)
      mounted.add(sourceVolume)
    }
    for (const { sourceContainer } of volumesFrom)
      if (!containerDefinitions.some(({ name }) => name === sourceContainer))
        throw clientError(`Invalid 'volumesFrom' setting. Unknown container: '${sourceContainer}'.`)
  }
  if (new Set(names).size < names.length)
    throw clientError('Volume names must be unique within a task definition.')
  const idle = names.filter((name) => !mounted.has(name))
  if (idle.length > 0)
    throw clientError(`Volumes [${idle.join(', ')}] are not referenced by any of the containers.`)
}

type Volume = NonNullable<Registration['volumes']>[number]

function checkVolume({ name, efsVolumeConfiguration }: Volume): void {
  if (!name) throw clientError('Volume.name should not be null or empty.')
  if (!/^[a-zA-Z0-9_-]{1,255}$/.test(name))
    throw clientError('Volume.name contains invalid characters.')
  if (efsVolumeConfiguration) checkEfs(efsVolumeConfiguration)
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html */
function checkEfs({
  rootDirectory = '/',
  transitEncryption,
  transitEncryptionPort,
  authorizationConfig,
}: NonNullable<Volume['efsVolumeConfiguration']>): void {
  const encrypted = transitEncryption === 'ENABLED'
  if (authorizationConfig?.accessPointId && rootDirectory !== '/')
    throw clientError(
      'When using an EFS access point, the root directory must either be set to "/" or be omitted.',
    )
  if (authorizationConfig?.iam === 'ENABLED' && !encrypted)
    throw clientError('EFS IAM authorization requires TransitEncryption to be enabled.')
  if (transitEncryptionPort !== undefined && !encrypted)
    throw clientError('TransitEncryptionPort requires that TransitEncryption is enabled.')
}
