import type { TaskOverride } from '@aws-sdk/client-ecs'
import type { TaskDefinition } from '../task-definition/task-definition.ts'
import { TaskFailure } from './failure.ts'

/** What a definition may ask for and nothing here can give: the task says so rather than run without it. */
export function checkSupported(
  { containerDefinitions, volumes = [] }: TaskDefinition,
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
      volume.configuredAtLaunch,
  )
  if (foreign)
    throw new TaskFailure(
      `ResourceInitializationError: the embedded emulator has no Amazon EFS, FSx or EBS for the volume ${foreign.name}`,
    )
}
