/** Gives whoever takes in words the one screening, made when the service starts. */
import { Module } from '@nestjs/common';
import { ConfigError } from '../platform/config.js';
import { Settings } from '../platform/instance-parts.js';
import { Screening } from './screening.js';
import { ourLists, readWordList, WordListInvalid } from './word-list-files.js';

@Module({
  providers: [
    { provide: Screening, useFactory: ({ config }: Settings) => made(config.screeningWords), inject: [Settings] },
  ],
  exports: [Screening],
})
export class ScreeningModule {}

/** `words`: the path of the operator's own list. */
function made(words: string | undefined): Screening {
  try {
    return new Screening([...ourLists(), ...(words === undefined ? [] : [readWordList(words)])]);
  } catch (error) {
    throw error instanceof WordListInvalid ? new ConfigError(error.message) : error;
  }
}
