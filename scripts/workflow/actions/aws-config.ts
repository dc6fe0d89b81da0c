import { noProviders } from './credentials-input.ts'
import type { ActionCall } from '../run.ts'

/** The configuration of an SDK client with the step's credentials and region. */
export function awsConfig({ env }: ActionCall) {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION } = env
  if (!AWS_REGION) throw new Error('Region is missing')
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) throw new Error(noProviders)
  return {
    region: AWS_REGION,
    endpoint: env.AWS_ENDPOINT_URL!,
    credentials: {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
    },
  }
}
