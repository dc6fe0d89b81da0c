import { appendFileSync } from 'node:fs'

/** Writes results to the outputs of a step of GitHub Actions, if this runs in one. */
export function publish(results: Record<string, string>): void {
  const { GITHUB_OUTPUT } = process.env
  if (!GITHUB_OUTPUT) return
  const lines = Object.entries(results).map(([name, value]) => `${name}=${value}\n`)
  appendFileSync(GITHUB_OUTPUT, lines.join(''))
}
