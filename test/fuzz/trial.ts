import type { WatchedEmulator } from './emulator.ts'
import type { FuzzRequest } from './request.ts'
import type { Answer, Sender } from './send.ts'

/** What a request did to the emulator. */
export interface Outcome {
  answer: Answer
  /** What is wrong, in one line; undefined when nothing is. */
  fault?: string | undefined
}

export interface Limits {
  /** Seconds that a request may take. */
  seconds: number
  /** Seconds after which no answer is expected any more. */
  patience: number
}

/** Seconds to wait for a load balancer, whose target may never answer. */
const balancerPatience = 0.1
const balancerStatuses = [501, 502, 503, 504, 505]
const health: FuzzRequest = {
  what: 'health',
  method: 'GET',
  path: '/_localstack/health',
  headers: {},
  body: '',
}

/** Sends one request and judges its answer, its cost and the emulator's log. */
export async function tryOut(
  emulator: WatchedEmulator,
  sender: Sender,
  request: FuzzRequest,
  limits: Limits,
): Promise<Outcome> {
  const before = emulator.cpuSeconds()
  const started = performance.now()
  const patience = request.balanced ? balancerPatience : limits.patience
  const answer = await sender.send(emulator.port, request, patience * 1000)
  const mayBeSilent = request.balanced || request.raw !== undefined
  const unanswered = answer.status === 0
  const probed =
    mayBeSilent || unanswered
      ? await sender.send(emulator.port, health, limits.patience * 1000)
      : answer
  const seconds = (performance.now() - started) / 1000
  const busy = emulator.cpuSeconds() - before
  const fault = () => {
    if (!emulator.isAlive()) return `the emulator ended: ${emulator.lastLines()}`
    if (unanswered || mayBeSilent) {
      if (probed.status !== 200)
        return `no health page afterwards: ${probed.failure ?? probed.status}`
      if (answer.failure?.startsWith('no answer') && !mayBeSilent)
        return `${answer.failure}, ${busy.toFixed(1)} s of processor time`
    }
    if (busy > limits.seconds) return `took more than ${limits.seconds} s of processor time`
    if (seconds > limits.seconds + (mayBeSilent ? balancerPatience : 0)) return slow
    return serverError(request, answer) ?? mistakeIn(emulator)
  }
  return { answer, fault: fault() }
}

/** On a busy machine anything may be slow once: only what is slow each time is a fault. */
export const slow = 'was slow'

function serverError({ balanced }: FuzzRequest, { status, body }: Answer): string | undefined {
  if (status < 500 || status === 501 || (balanced && balancerStatuses.includes(status)))
    return undefined
  if (status === 505) return undefined
  return `answered ${status}: ${body.slice(0, 300)}`
}

function mistakeIn(emulator: WatchedEmulator): string | undefined {
  const [line] = emulator.takeMistakes()
  return line && `logged: ${line.slice(0, 300)}`
}
