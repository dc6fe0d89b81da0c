import { symlinkSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { withTemporaryFolder } from '../release/temporary-folder.ts'
import { dockerFolder, type Login, readDockerConfig } from './login.ts'

/**
 * Runs programs with the user's Docker configuration and one more login, which is kept in a file for
 * as long as they run. The user's configuration and credential store stay as they are.
 */
export async function withLogin<T>(
  host: string,
  { username, password }: Login,
  act: (env: NodeJS.ProcessEnv) => Promise<T>,
): Promise<T> {
  const own = dockerFolder()
  const { auths, credHelpers, ...rest } = await readDockerConfig(own)
  const entries = await readdir(own).catch(() => [])
  return withTemporaryFolder('login', async (folder) => {
    // Contexts, builders and plugins are in folders beside the file.
    for (const entry of entries)
      if (entry !== 'config.json') symlinkSync(join(own, entry), join(folder, entry))
    const auth = Buffer.from(`${username}:${password}`).toString('base64')
    const config = {
      ...rest,
      auths: { ...auths, [host]: { auth } },
      // Without a helper, Docker reads the login from this file.
      credHelpers: { ...credHelpers, [host]: '' },
    }
    writeFileSync(join(folder, 'config.json'), JSON.stringify(config), { mode: 0o600 })
    return act({ DOCKER_CONFIG: folder })
  })
}
