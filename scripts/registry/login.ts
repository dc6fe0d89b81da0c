import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { execute } from '../release/run.ts'

export interface Login {
  username: string
  password: string
}

/** The part of Docker's configuration about logins. */
export interface DockerConfig {
  auths?: Record<string, { auth?: string; identitytoken?: string }>
  credsStore?: string
  credHelpers?: Record<string, string>
}

/** The user name with which Docker keeps a token instead of a password. */
export const tokenUser = '<token>'

/** The folder of Docker's configuration. */
export const dockerFolder = (): string => process.env.DOCKER_CONFIG || join(homedir(), '.docker')

/** Reads Docker's configuration; without the file there is none. */
export async function readDockerConfig(folder = dockerFolder()): Promise<DockerConfig> {
  const file = join(folder, 'config.json')
  try {
    return JSON.parse(await readFile(file, 'utf8')) as DockerConfig
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw new Error(`${file} cannot be read`, { cause: error })
  }
}

/** The name under which Docker keeps the login of Docker Hub. */
const hub = 'https://index.docker.io/v1/'

/** Finds the login that `docker login` has kept for a registry. */
export async function findDockerLogin(host: string): Promise<Login | undefined> {
  const { auths = {}, credsStore, credHelpers = {} } = await readDockerConfig()
  const key = host === 'docker.io' ? hub : host
  const helper = credHelpers[key] ?? credsStore
  if (helper) return askHelper(helper, key)
  const { auth, identitytoken } = auths[key] ?? auths[`https://${key}`] ?? {}
  if (identitytoken) return { username: tokenUser, password: identitytoken }
  return auth ? decodeLogin(auth) : undefined
}

/** Reads `<user>:<password>` in base64, as Docker's configuration and ECR have it. */
export function decodeLogin(auth: string): Login {
  const text = Buffer.from(auth, 'base64').toString()
  const colon = text.indexOf(':')
  return { username: text.slice(0, colon), password: text.slice(colon + 1) }
}

/** https://github.com/docker/docker-credential-helpers#development */
async function askHelper(helper: string, key: string): Promise<Login | undefined> {
  const { code, stdout } = await execute(`docker-credential-${helper}`, ['get'], { input: key })
  if (code !== 0) return undefined
  const { Username, Secret } = JSON.parse(stdout.join('\n')) as Record<string, string>
  return { username: Username!, password: Secret! }
}
