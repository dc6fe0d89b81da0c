import type { TaskOverride } from '@aws-sdk/client-ecs'
import type { TaskDefinitionRecord } from '../records.ts'
import { TaskFailure } from './failure.ts'
import { isNamespaced } from './system-control.ts'

/** Fails a task that needs something the emulator does not have. */
export function checkSupported(
  { containerDefinitions, volumes = [] }: TaskDefinitionRecord,
  { containerOverrides = [] }: TaskOverride,
): void {
  const files = [...containerDefinitions, ...containerOverrides].flatMap(
    ({ environmentFiles = [] }) => environmentFiles,
  )
  if (files[0])
    throw new TaskFailure(
      `ResourceInitializationError: failed to download env files: file download command: non empty error stream: the embedded emulator has no Amazon S3 to read ${files[0].value} from`,
    )
  const foreign = volumes.find(
    (volume) =>
      volume.efsVolumeConfiguration ??
      volume.fsxWindowsFileServerVolumeConfiguration ??
      volume.s3filesVolumeConfiguration ??
      volume.configuredAtLaunch,
  )
  if (foreign)
    throw new TaskFailure(
      `ResourceInitializationError: the embedded emulator has no Amazon EFS, FSx, EBS or S3 for the volume ${foreign.name}`,
    )
  for (const { name, systemControls = [] } of containerDefinitions)
    for (const control of systemControls)
      if (!isNamespaced(control))
        throw new TaskFailure(
          `CannotStartContainerError: sysctl "${control.namespace}" is not in a separate kernel namespace`,
          name,
        )
}
