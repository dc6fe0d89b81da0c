import type {
  UnlabelParameterVersionCommandInput,
  UnlabelParameterVersionCommandOutput,
} from '@aws-sdk/client-ssm'
import type { Operation } from '../../service.ts'
import { requireParameterVersion } from '../labels.ts'

export const UnlabelParameterVersion: Operation<
  UnlabelParameterVersionCommandInput,
  UnlabelParameterVersionCommandOutput
> = ({ Name, ParameterVersion, Labels }, call) => {
  const { version } = requireParameterVersion(call, Name, ParameterVersion)
  const has = new Set(version.Labels)
  version.Labels = [...has].filter((label) => !Labels.includes(label))
  return {
    RemovedLabels: Labels.filter((label) => has.has(label)),
    InvalidLabels: Labels.filter((label) => !has.has(label)),
  }
}
