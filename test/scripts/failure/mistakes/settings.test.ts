import {
  CreateSecretCommand,
  DeleteSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { testMistakes } from './rehearse.ts'
import { settingsMistakes } from './settings.ts'

await testMistakes(settingsMistakes, async (target, app) => {
  const client = new SecretsManagerClient(target.config)
  const { ARN } = await client.send(
    new CreateSecretCommand({ Name: `${app}/plain`, SecretString: 'plain' }),
  )
  target.defer?.(() =>
    client.send(new DeleteSecretCommand({ SecretId: ARN, ForceDeleteWithoutRecovery: true })),
  )
})
