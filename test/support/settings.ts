import { readFileSync } from 'node:fs'
import { writeFiles } from './checkout.ts'

/** Settings of the service of the current checkout that the sample does without. */

export function addSecret(name: string): void {
  const file = '.aws/server/task-definition.json'
  const definition = JSON.parse(readFileSync(file, 'utf8')) as {
    containerDefinitions: { secrets?: object[] }[]
  }
  const valueFrom = 'arn:aws:ssm:${REGION}:${ACCOUNT_ID}:parameter/${APP_NAME}/' + name
  definition.containerDefinitions[0]!.secrets = [{ name, valueFrom }]
  writeFiles('.', { [file]: definition })
}

export function addRule(): void {
  const Conditions = [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }]
  writeFiles('.', { '.aws/server/rule.json': { Priority: 1, Conditions } })
}

/** Makes the service scale with its processor. */
export function addScaling(MaxCapacity: number): void {
  const policy = {
    PolicyName: 'cpu',
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 80,
      PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
    },
  }
  const scaling = { MinCapacity: 2, MaxCapacity, Policies: [policy] }
  writeFiles('.', { '.aws/server/scaling.json': scaling })
}
