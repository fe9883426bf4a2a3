/** `npm run bench`: the figures of the README, measured on this machine. In JavaScript, because it is what makes importing TypeScript work. */
import '../world/resolve-typescript.js';

const { bench } = await import('./bench.ts');
await bench(process.argv.slice(2));
