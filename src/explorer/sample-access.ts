/** The sample's tokens, as its loading left them: for the explorer of one's own machine, and for nothing that is real. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export const SAMPLE_ACCESS = 'sample-access.json';

/** The part of the file that the explorer needs. */
export interface SampleTokens {
  readonly publishableKey: string;
  readonly coordinatorToken: string;
  readonly homeToken: string;
}

/** Null when no sample was loaded. */
export async function readSampleTokens(dataFolder: string): Promise<SampleTokens | null> {
  const text = await readFile(join(dataFolder, SAMPLE_ACCESS), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    const { publishableKey, coordinatorToken, homes } = JSON.parse(text);
    const home = Array.isArray(homes) ? homes.find((its) => its.tier !== 'NEW') : undefined;
    const tokens = { publishableKey, coordinatorToken, homeToken: home?.token };
    return Object.values(tokens).every((token) => typeof token === 'string') ? tokens : null;
  } catch {
    return null; // Somebody edited it: the tabs say what to put in.
  }
}
