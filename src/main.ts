/** `npm start`: opens the instance, serves it, and lets calls in flight finish before it stops. */
import { createApplication } from './application.js';
import { SystemClock } from './kernel/clock.js';
import { readConfig } from './platform/config.js';
import { openInstance } from './platform/instance.js';
import { keyStoreRows, mainRows } from './rows.js';

const say = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const instance = await openInstance({
    config,
    clock: new SystemClock(),
    rows: { main: mainRows, keyStore: keyStoreRows },
    say,
  });
  const app = await createApplication(instance);
  await app.listen(config.port, config.host);
  say(`Sanctuary Homes listens on ${await app.getUrl()}`);
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= app.close().then(() => instance.close());
    return stopping;
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
}

await main();
