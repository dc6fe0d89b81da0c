import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { symptoms } from '../../../scripts/failure/symptoms.ts'
import { screensFolder } from './golden.ts'

const withIam = 'needs a release whose roles are restricted'
const withLocalStack = 'needs LocalStack; test/scripts/failure/explain.test.ts reads its messages'
const earlier = 'a verb checks it before it calls AWS'

/** Why no screen shows a symptom. */
const unshown: Record<string, string> = {
  'Docker Hub limits the pulls of this address': 'needs Docker Hub',
  'The image comes from Docker Hub, which cannot be reached': 'depends on the network',
  'npm cannot verify a certificate': 'needs a network that replaces certificates',
  'The builder cannot make an image index': 'depends on the image store of the engine',
  'The engine cannot push an image index to immutable tags': 'depends on the version of Docker',
  'The build runs programs of another platform': 'depends on what the machine emulates',
  'The registry does not answer': 'test/scripts/push.test.ts provokes it',
  'The push role lacks a permission': withIam,
  'The role may not be passed to tasks': withIam,
  'The execution role may not pull the image': withIam,
  'The execution role may not read a secret': withIam,
  'GitHub’s token does not fit the trust policy': 'needs a job of GitHub Actions',
  'ECS is used for the first time in the account': 'bootstrap waits until it is over',
  'Bootstrap has not run': earlier,
  'The rule priority is taken': earlier,
  'The percents leave no room for a rollout': earlier,
  'The image is not in the repository': 'register names images by their digest in ECR',
  'The load balancer health check fails': 'an event with the reason comes with it',
  'The deployment takes longer than the wait': 'depends on the time that is given',
  'LocalStack cannot check its token': withLocalStack,
  'LocalStack does not accept the token': withLocalStack,
  "LocalStack's plan lacks a service": withLocalStack,
  'Docker Hub cannot be reached': 'depends on the network',
  'The account has reached a limit of Fargate': 'the emulator has no such quota',
  'AWS limits the rate of calls': 'the emulator limits no rate',
  'Another run works on the same app': 'test/kill-sweep/verbs/at-once.test.ts provokes it',
}

const advice = (text: string): RegExp =>
  new RegExp(`^${text.split(/<\w+>/).map(RegExp.escape).join('.*')}$`)

/** The symptom whose cause a screen of a real failure gives, or its fix where it gives no cause. */
function symptomIn(screen: string): string | undefined {
  const [, cause] = /^ {2}Likely cause: (.*)$/m.exec(screen) ?? []
  const [, fix = ''] = /^ {2}What to do: (.*)$/m.exec(screen) ?? []
  return symptoms.find((symptom) =>
    cause ? advice(symptom.cause).test(cause) : advice(symptom.fix).test(fix),
  )?.title
}

test('each symptom is shown by the screen of a real failure, or has a reason why not', () => {
  const screens = readdirSync(screensFolder).map((name) =>
    readFileSync(join(screensFolder, name), 'utf8'),
  )
  const shown = new Set(screens.map(symptomIn))
  const missing = symptoms.map(({ title }) => title).filter((title) => !shown.has(title))
  assert.deepEqual(Object.keys(unshown).toSorted(), missing.toSorted())
})
