import { isAbsolute } from 'node:path'
import { isRegion } from './region.ts'

/** A kind of value that a variable has: what is allowed, and how it is read; undefined when it is not allowed. */
export interface Kind<T> {
  allowed: string
  read(text: string): T | undefined
}

const truths = new Map([
  ...['1', 'true', 'yes', 'on', 'y'].map((text) => [text, true] as const),
  ...['0', 'false', 'no', 'off', 'n'].map((text) => [text, false] as const),
])

export const onOrOff: Kind<boolean> = {
  allowed: '1, true, yes, on or y, or else 0, false, no, off or n',
  read: (text) => truths.get(text.toLowerCase()),
}

/** A flag whose name other programs use too, with values of their own, which count as off. */
export const sharedFlag: Kind<boolean> = { ...onOrOff, read: (text) => onOrOff.read(text) ?? false }

export const number = (least: number, most: number): Kind<number> => ({
  allowed: `a number from ${least} to ${most}`,
  read: (text) => (Number(text) >= least && Number(text) <= most ? Number(text) : undefined),
})

export const integer = (least: number, most: number): Kind<number> => ({
  allowed: `an integer from ${least} to ${most}`,
  read: (text) =>
    /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined,
})

const matching = (allowed: string, pattern: RegExp): Kind<string> => ({
  allowed,
  read: (text) => (pattern.test(text) ? text : undefined),
})

export const folderPath: Kind<string> = {
  allowed: 'an absolute path',
  read: (text) => (isAbsolute(text) ? text : undefined),
}

export const region: Kind<string> = {
  allowed: 'the name of an AWS region, such as us-east-1',
  read: (text) => (isRegion(text) ? text : undefined),
}

export const listenAddress: Kind<{ host: string; port: number }> = {
  allowed: 'one <host>:<port>, such as 127.0.0.1:4566',
  read(text) {
    const [, host = '', port] = /^(?:(\[[\da-f:.]+\]|[\w.-]*):)?(\d{1,5})$/i.exec(text) ?? []
    if (port === undefined || Number(port) > 65_535) return undefined
    return { host: host.replace(/[[\]]/g, '') || '127.0.0.1', port: Number(port) }
  },
}

/** `host` or `host:port`, of which only the host counts. */
export const hostName: Kind<string> = {
  allowed: 'a host name, with or without :<port>',
  read: (text) => /^([\w.-]+)(?::\d+)?$/.exec(text)?.[1]?.toLowerCase(),
}

export const engine: Kind<string> = {
  allowed: 'the path of a socket, unix://<path>, tcp://<host>:<port> or http://<host>:<port>',
  read(text) {
    const path = text.replace(/^unix:\/\//, '')
    if (isAbsolute(path)) return path
    return /^(?:(?:tcp|http):\/\/)?[\w.-]+:\d+\/?$/.test(text) ? text : undefined
  },
}

export const networkName = matching('the name of a Docker network', /^\w[\w.-]*$/)

/** Options of `docker run`, of which only labels count. */
export const dockerFlags: Kind<{ labels: Record<string, string>; others: string }> = {
  allowed: 'labels, as -l <name>=<value>',
  read(text) {
    const label = /(?:^|\s)(?:-l|--label)[\s=]+([^\s=]+)=(\S+)/g
    const labels = [...text.matchAll(label)].map(([, name, value]) => [name, value])
    return { labels: Object.fromEntries(labels), others: text.replaceAll(label, '').trim() }
  },
}
