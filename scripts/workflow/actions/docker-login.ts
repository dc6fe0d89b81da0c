import { requestLogin } from './amazon-ecr-login.ts'
import { logIn } from './docker-cli.ts'
import type { StandIn } from '../run.ts'

/** `docker/login-action`: with ECR's registry it gets the login from AWS. */
export const dockerLogin: StandIn = {
  always: 'it knows ECR by AWS’s name alone',
  inputs: ['registry', 'username', 'password', 'ecr', 'logout', 'scope'],
  act: async (call) => {
    const { inputs, job, env } = call
    const { registry = 'docker.io', username = '', password = '', ecr = 'auto' } = inputs
    const isEcr =
      ecr === 'true' || (ecr === 'auto' && registry === new URL(env.AWS_ENDPOINT_URL!).host)
    if (isEcr && username !== 'AWS') {
      const keys = username &&
        password && { AWS_ACCESS_KEY_ID: username, AWS_SECRET_ACCESS_KEY: password }
      const region = env.AWS_REGION || env.AWS_DEFAULT_REGION || 'us-east-1'
      const login = await requestLogin({ ...call, env: { ...env, AWS_REGION: region, ...keys } })
      job.masks.add(login.password)
      await logIn(call, login)
      return `logged in to ${registry}`
    }
    if (!username && !password) throw new Error('Username and password required')
    if (!username) throw new Error('Username required')
    if (!password) throw new Error('Password required')
    if (!isEcr) return `not logged in to ${registry}: it is not the emulator's registry`
    await logIn(call, { registry, username, password })
    return `logged in to ${registry}`
  },
}
