import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

export class MissingTool extends Error {}

/** Stops a benchmark whose peer or load generator is not on this machine, saying how to get it. */
export function requireTool(name: string): void {
  if (spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0)
    throw new MissingTool(`The benchmark needs ${name}: on Debian, apt-get install ${name}.`)
}

/** The middle one of an odd number of measurements. */
export const median = (values: number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

/** User and system time of a process; the kernel counts in hundredths: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
export function cpuSecondsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** One line of the report: what was measured, both sides and their ratio against its target. */
export function report(what: string, measured: string, target: string, met: boolean): void {
  console.log(`${met ? 'ok  ' : 'MISS'} ${what.padEnd(46)} ${measured.padEnd(44)} ${target}`)
}

/** A command line that keeps to one core of the machine. */
export const onCore = (core: number, ...command: string[]) => [
  'taskset',
  '-c',
  String(core),
  ...command,
]
