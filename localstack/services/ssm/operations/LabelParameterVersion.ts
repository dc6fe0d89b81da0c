import type {
  LabelParameterVersionCommandInput,
  LabelParameterVersionCommandOutput,
} from '@aws-sdk/client-ssm'
import type { Operation } from '../../service.ts'
import { isLabel, moveLabels, requireParameterVersion } from '../labels.ts'

/** Labels that are not valid are left out and returned. */
export const LabelParameterVersion: Operation<
  LabelParameterVersionCommandInput,
  LabelParameterVersionCommandOutput
> = ({ Name, ParameterVersion, Labels }, call) => {
  const { parameter, version } = requireParameterVersion(call, Name, ParameterVersion)
  const valid = Labels.filter(isLabel)
  moveLabels(parameter, version, valid)
  const InvalidLabels = Labels.filter((label) => !isLabel(label))
  return { InvalidLabels, ParameterVersion: version.Version }
}
