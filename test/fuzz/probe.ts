/** Loaded into the emulator's process: collects garbage and reports the resident memory when asked, and ends with the fuzzer. */
process.on('message', () => {
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  process.send?.(process.memoryUsage.rss())
})
process.on('disconnect', () => process.exit())
process.channel?.unref()
