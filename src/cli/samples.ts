/** Commands about the sample: a believable neighbourhood of any size, for trying things out and for measuring. */
import { type Command, InvalidArgumentError } from 'commander';
import { createApplication } from '../application.js';
import { CannotStart } from '../platform/cannot-start.js';
import { fill, isInhabited, loadSample } from '../sample/sample.js';
import { type Act, type Answer, complain } from './terminal.js';
import { withService } from './with-service.js';

const MOST = 5_000_000;

interface SampleSize {
  readonly families: number;
  readonly offers: number;
}

export function addSamples(program: Command, act: Act): void {
  program
    .command('sample')
    .description('invented families and homes, to try things out with')
    .command('load')
    .description('add so many; in an empty database, the people of sample-access.json first')
    .requiredOption('--families <number>', 'requests, each of a family of its own', howMany)
    .requiredOption('--offers <number>', 'offers, six a home', howMany)
    .action(act((size: SampleSize) => load(size)));
}

function load({ families, offers }: SampleSize): Promise<Answer> {
  return withService(async (app, instance) => {
    // On by itself only for the embedded database outside of production.
    if (!instance.config.sample) {
      throw new CannotStart('Invented families do not belong among real ones. Set SAMPLE=on if there are none here.');
    }
    if (!(await isInhabited(instance))) await loadSample(instance, createApplication, complain);
    await fill(app, instance, { requests: families, offers }, complain);
    return { json: { families, offers }, lines: [`Added ${families} families and ${offers} offers.`] };
  });
}

function howMany(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number <= MOST) return number;
  throw new InvalidArgumentError(`A whole number from 0 to ${MOST}.`);
}
