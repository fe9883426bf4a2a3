/** `npm run attacks`: all of them in full, then each against weakened builds. In JavaScript, because it is what makes importing TypeScript work. */
import '../world/resolve-typescript.js';

const { runAttacks } = await import('./run-attacks.ts');
process.exitCode = (await runAttacks(process.argv.slice(2))) ? 0 : 1;
