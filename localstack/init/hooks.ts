import { spawn } from 'node:child_process'
import { accessSync, constants, readdirSync } from 'node:fs'
import { basename, delimiter, join } from 'node:path'
import type { Log } from '../kernel/log.ts'

const stages = ['BOOT', 'START', 'READY', 'SHUTDOWN'] as const
export type Stage = (typeof stages)[number]

interface Script {
  stage: Stage
  name: string
  path: string
  state: 'UNKNOWN' | 'RUNNING' | 'SUCCESSFUL' | 'ERROR'
}

/** Runs the executable `.sh` files of `<dir>/{boot,start,ready,shutdown}.d`, as LocalStack does. */
export class InitHooks {
  readonly #log: Log
  readonly #scripts: Script[]
  readonly #completed: Record<Stage, boolean> = {
    BOOT: false,
    START: false,
    READY: false,
    SHUTDOWN: false,
  }

  constructor(dir: string, log: Log) {
    this.#log = log
    this.#scripts = stages.flatMap((stage) =>
      scriptsIn(join(dir, `${stage.toLowerCase()}.d`), log).map((path): Script => ({
        stage,
        name: basename(path),
        path,
        state: 'UNKNOWN',
      })),
    )
  }

  /** Runs a stage's scripts one after the other; one that fails does not stop the rest. */
  async run(stage: Stage, env: Record<string, string>): Promise<void> {
    for (const script of this.#of(stage)) {
      script.state = 'RUNNING'
      const code = await execute(script.path, env)
      script.state = code === 0 ? 'SUCCESSFUL' : 'ERROR'
      this.#log(
        'init',
        `${script.path}: ${script.state}${code === 0 ? '' : ` (exit code ${code})`}`,
      )
    }
    this.#completed[stage] = true
  }

  report() {
    return { completed: this.#completed, scripts: this.#scripts.map(described) }
  }

  /** One stage's part of the report; undefined for a stage that does not exist. */
  reportStage(name: string) {
    const stage = stages.find((known) => known === name.toUpperCase())
    return stage && { completed: this.#completed[stage], scripts: this.#of(stage).map(described) }
  }

  #of(stage: Stage): Script[] {
    return this.#scripts.filter((script) => script.stage === stage)
  }
}

const described = ({ stage, name, state }: Script) => ({ stage, name, state })

function scriptsIn(dir: string, log: Log): string[] {
  let paths: string[]
  try {
    paths = readdirSync(dir, { recursive: true }).map((path) => join(dir, String(path)))
  } catch {
    return []
  }
  const scripts = paths.filter((path) => path.endsWith('.sh')).toSorted()
  for (const path of scripts.filter((path) => !isExecutable(path)))
    log('init', `${path} does not run, because it is not executable: chmod +x`)
  return scripts.filter(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Has `awslocal`. */
const bin = join(import.meta.dirname, '../awslocal/bin')

function execute(path: string, env: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(path, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, PATH: [bin, process.env.PATH].join(delimiter), ...env },
    })
    child.on('error', () => resolve(126))
    child.on('exit', (code) => resolve(code ?? 1))
  })
}
