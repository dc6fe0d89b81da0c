import type { Symptom } from './symptom.ts'
import { accountSymptoms } from './symptoms/account.ts'
import { buildSymptoms } from './symptoms/build.ts'
import { localstackSymptoms } from './symptoms/localstack.ts'
import { machineSymptoms } from './symptoms/machine.ts'
import { outputSymptoms } from './symptoms/output.ts'
import { pushSymptoms } from './symptoms/push.ts'
import { registerSymptoms } from './symptoms/register.ts'
import { rolloutSymptoms } from './symptoms/rollout.ts'
import { startSymptoms } from './symptoms/start.ts'

/** The failures that the verbs explain, by the part of a release in which they occur. */
export const symptomsByPart: Record<string, Symptom[]> = {
  'On your machine': machineSymptoms,
  LocalStack: localstackSymptoms,
  'While the image is built': buildSymptoms,
  'While the image is pushed': pushSymptoms,
  'While the task definition is registered': registerSymptoms,
  'The output of a container': outputSymptoms,
  'A task does not start': startSymptoms,
  'A task does not become healthy, or stops': rolloutSymptoms,
  'The account, credentials and permissions': accountSymptoms,
}

/** All of them: the ones that say most come first. */
export const symptoms: Symptom[] = Object.values(symptomsByPart).flat()
