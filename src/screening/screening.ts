/** Looks through a text for what leads to a person, in English and Spanish at once: it says what kind of thing it found, never where. */
import { findAddresses } from './find-addresses.js';
import { findContacts } from './find-contacts.js';
import { findMarks } from './find-marks.js';
import { findNames } from './find-names.js';
import { findNumbers } from './find-numbers.js';
import { numberRuns } from './number-runs.js';
import { masked, Reading } from './reading.js';
import { Finding } from './text-reason.js';
import { fold, tokensOf, withoutSpreading } from './tokens.js';
import { joinLists, lookAlikesIn, type WordList, type Words } from './word-lists.js';

export class Screening {
  private readonly words: Words;
  private readonly lookAlikes: ReadonlyMap<string, string>;

  constructor(lists: readonly WordList[]) {
    this.lookAlikes = lookAlikesIn(lists);
    this.words = joinLists(lists, (text) => tokensOf(fold(text, this.lookAlikes)).map((token) => token.text));
  }

  /** In the order of the list of findings, each once; none when the text may be shown. Takes time in proportion to its length. */
  readonly screen = (text: string): readonly Finding[] => {
    const folded = fold(text, this.lookAlikes);
    const spread = withoutSpreading(folded);
    const found = new Set([folded, ...(spread === null ? [] : [spread])].flatMap((its) => this.findIn(its)));
    return Object.values(Finding).filter((finding) => found.has(finding));
  };

  private findIn(folded: string): readonly Finding[] {
    const reading = masked(new Reading(tokensOf(folded), this.words));
    return [
      ...findNumbers(reading, numberRuns(reading)),
      ...findContacts(reading),
      ...findAddresses(reading),
      ...findNames(reading),
      ...findMarks(reading),
    ];
  }
}
