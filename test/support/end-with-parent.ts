/** Imported with `--import`: ends this process when the process that started it is gone. */
const parent = process.ppid
setInterval(() => {
  if (process.ppid !== parent) process.exit(1)
}, 500).unref()
