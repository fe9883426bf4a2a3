/** Loaded into a server before its own code: tells its parent, when asked, how much processor time the whole process has used. */
process.on('message', (message) => {
  if (message !== 'usage') return;
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  process.send?.({ cpuMs: (userCPUTime + systemCPUTime) / 1_000, rss: process.memoryUsage.rss() });
});
// The parent's ear is no reason to go on living.
process.channel?.unref();
