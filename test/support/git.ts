import { execFileSync } from 'node:child_process'

/** A repository of git in a folder. */
export function openGit(folder: string) {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim()
  git('init', '--quiet', '--initial-branch=main')
  git('config', 'user.email', 'test@example.com')
  git('config', 'user.name', 'test')
  const commit = (message: string): string => {
    git('add', '.')
    git('commit', '--quiet', '--allow-empty', `--message=${message}`)
    return git('rev-parse', 'HEAD')
  }
  return { git, commit }
}
