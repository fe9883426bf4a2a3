/** Loaded into a server before its own code: tells its parent, when asked, how much processor time and memory the whole process has used. */
process.on('message', (message) => {
  if (message !== 'usage') return;
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({ cpuMs: (userCPUTime + systemCPUTime) / 1_000, rss, heapUsed });
});
// The parent's ear is no reason to go on living.
process.channel?.unref();
