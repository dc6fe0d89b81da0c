/** Loaded into the emulator's process: collects garbage and reports the resident memory when asked. */
process.on('message', () => {
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  process.send?.(process.memoryUsage.rss())
})
process.channel?.unref()
