import { readFileSync } from 'node:fs'
import type { Ulimit } from '@aws-sdk/client-ecs'

/** The one limit that Fargate changes: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Ulimit.html */
const fargate = 65_535

/** Adds Fargate's limit of open files, or this machine's own if that is lower. */
export function withOpenFiles(ulimits: Ulimit[]): Ulimit[] {
  const most = machineLimit()
  const nofile: Ulimit = ulimits.find(({ name }) => name === 'nofile') ?? {
    name: 'nofile',
    softLimit: fargate,
    hardLimit: fargate,
  }
  return [
    {
      name: 'nofile',
      softLimit: Math.min(most, nofile.softLimit!),
      hardLimit: Math.min(most, nofile.hardLimit!),
    },
    ...ulimits.filter(({ name }) => name !== 'nofile'),
  ]
}

/** The limit of this process. A Docker that may not raise limits has the same one, and cannot exceed it. */
function machineLimit(): number {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8')
    return Number(/^Max open files\s+\d+\s+(\d+)/m.exec(limits)?.[1] ?? Infinity)
  } catch {
    return Infinity
  }
}
