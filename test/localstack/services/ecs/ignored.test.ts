import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ECSClient, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs'
import { openEmulator } from '../../../support/target.ts'

test('a member of a container that has no effect is accepted, and the log says so once', async () => {
  const said: string[] = []
  await using target = await openEmulator({ log: (_from, line) => void said.push(line) })
  const register = (repositoryCredentials?: { credentialsParameter: string }) =>
    new ECSClient(target.config).send(
      new RegisterTaskDefinitionCommand({
        family: 'app',
        memory: '512',
        containerDefinitions: [
          { name: 'one', image: 'one' },
          { name: 'two', image: 'two', repositoryCredentials },
        ],
      }),
    )
  const mentions = () => said.filter((line) => line.includes('repositoryCredentials'))
  await register()
  assert.deepEqual(mentions(), [])
  const credentialsParameter = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:login'
  await register({ credentialsParameter })
  await register({ credentialsParameter })
  assert.deepEqual(mentions(), [
    'RegisterTaskDefinition.containerDefinitions.repositoryCredentials is accepted and has no effect here',
  ])
})
