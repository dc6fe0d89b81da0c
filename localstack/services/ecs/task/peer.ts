import type { IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { findInterfaceByAddress, findNetworkInterface, isAdmitted } from '../../ec2/public.ts'
import { defineRuntime } from '../../../kernel/runtime.ts'
import type { Emulator } from '../../service.ts'
import { serveAlias } from '../connect/proxy.ts'
import { findCallingTask, type LocatedTask } from './located.ts'
import { taskId } from './task-id.ts'

/**
 * Connects a task to another address of its VPC, as its pause program asks. Where no task has the address or security
 * groups do not allow the connection, nothing answers, as on AWS.
 */
export function connectToPeer(request: IncomingMessage, socket: Duplex, emulator: Emulator): void {
  const { url = '' } = request
  if (url === 'nftables:0') return reportMissing(emulator, socket)
  const [, address = '', digits] = /^([\d.]+):(\d+)$/.exec(url) ?? []
  const found = findCallingTask(emulator, request.socket)
  if (!found) return void socket.destroy()
  const { scope, task } = found
  const port = Number(digits)
  if (address.startsWith('127.255.')) return connectToAlias(socket, found, { address, port })
  const from = findNetworkInterface(scope, task.networkInterfaceId!)!
  const to = findInterfaceByAddress(scope, address, from.VpcId)
  const host = to && isAdmitted(scope, { from, to, port }) ? to.realAddress : undefined
  if (host === undefined) {
    const why = to?.realAddress ? 'security groups do not allow it' : 'no task has this address'
    emulator.log('ecs', `task ${taskId(task)} cannot connect to ${url}: ${why}`)
    return void socket.resume()
  }
  const peer = connect({ host, port, allowHalfOpen: true, noDelay: true })
  peer.on('error', () => socket.destroy())
  socket.on('close', () => peer.destroy())
  peer.on('close', () => socket.destroy())
  socket.pipe(peer).pipe(socket)
}

/** Connects a task to a client alias of Service Connect. Nothing listens at other ports of its address. */
function connectToAlias(
  socket: Duplex,
  { scope, task }: LocatedTask,
  { address, port }: { address: string; port: number },
): void {
  const alias = task.connectAliases?.find((each) => each.address === address && each.port === port)
  if (alias) serveAlias(socket, { scope, task, alias })
  else socket.destroy()
}

const reported = defineRuntime<{ missing?: true }>({ per: 'emulator', initial: () => ({}) })

/** Logs once that tasks lack what the kernel would translate. */
function reportMissing(emulator: Emulator, socket: Duplex): void {
  socket.destroy()
  const state = emulator.runtime.get(reported, '', '')
  if (state.missing) return
  state.missing = true
  emulator.log(
    'ecs',
    "the kernel of the Docker engine has no nftables: tasks have Docker's name server, and reach neither private addresses nor names of Cloud Map and Service Connect.",
  )
}
