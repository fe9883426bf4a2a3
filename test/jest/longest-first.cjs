/** The files that take longest begin, so that none of them runs on alone at the end. A fresh clone has no times to go by: jest would go by size. */
const { default: Sequencer } = require('@jest/test-sequencer');

/** In this order; all others come after them, as jest would have them. */
const LONG = [
  'test/operations',
  'test/attacks/crashes-p',
  'test/attacks/privacy-matrix',
  'test/attacks/foreign-ids',
  'test/attacks/spilled-data',
  'test/keys-cli',
  'test/backup-commands',
  'test/attacks/crashes',
  'test/attacks/',
  'test/dispatch',
  'test/how-long',
  'test/ledger-commands',
  'test/backup',
  'test/known-queries',
  'test/audit',
  'test/keys',
  'test/embedded-postgres',
  'test/transit',
  'test/vouching',
  'test/map',
  'test/sample',
  'test/movement-numbers',
  'test/door',
];

class LongestFirst extends Sequencer {
  async sort(tests) {
    const byJest = await super.sort(tests);
    return byJest
      .map((test) => [rank(test.path), test])
      .sort(([one], [other]) => one - other)
      .map(([, test]) => test);
  }
}

function rank(path) {
  const place = LONG.findIndex((name) => path.includes(`/${name}`));
  return place === -1 ? LONG.length : place;
}

module.exports = LongestFirst;
