/** A text as the screening reads it: without accents, look-alikes and tricks of width, cut into words, numbers and single marks. */

export interface Token {
  /** 'masked': part of a phrase that is known to be harmless. */
  readonly kind: 'word' | 'digits' | 'mixed' | 'mark' | 'masked';
  /** In lower case. */
  readonly text: string;
  /** It begins with a capital letter, and the whole text is not written in capitals. */
  readonly capital: boolean;
  /** All its letters are capitals. */
  readonly upper: boolean;
  /** Something separates it from the token before. */
  readonly gap: boolean;
}

const ALNUM = /[\p{L}\p{N}]/u;
const LETTER = /\p{L}/u;
const DIGIT = /[0-9]/;
/** What is not seen, or only decorates: joiners, selectors, the box of a key cap, accents. */
const UNSEEN = /[\p{Cf}\p{M}]/gu;
const DIGITS_OF_ALL_SCRIPTS = /\p{Nd}/gu;
const FEWEST_LETTERS_TO_SHOUT = 12;

/** `lookAlikes`: letters of other scripts by the Latin letter that they pass for, of which each is one character. */
export function fold(text: string, lookAlikes: ReadonlyMap<string, string>): string {
  const plain = text.normalize('NFKC').normalize('NFD').replace(UNSEEN, '').replace(DIGITS_OF_ALL_SCRIPTS, digitOf);
  return [...plain].map((character) => lookAlikes.get(character) ?? character).join('');
}

/** Decimal digits come in tens, one script after another, each from its nought on. */
function digitOf(digit: string): string {
  if (DIGIT.test(digit)) return digit;
  const point = digit.codePointAt(0) ?? 0;
  for (let value = 0; value < 10; value += 1) {
    if (!/\p{Nd}/u.test(String.fromCodePoint(point - value - 1))) return String(value);
  }
  return digit;
}

export function tokensOf(folded: string): Token[] {
  const shouted = isShouted(folded);
  const tokens: Token[] = [];
  let [run, gap] = ['', true];
  const end = () => {
    if (run === '') return;
    const letters = run.replace(/[^\p{L}]/gu, '');
    const kind = letters === '' ? 'digits' : letters.length === run.length ? 'word' : 'mixed';
    const upper = letters !== '' && letters === letters.toUpperCase() && letters !== letters.toLowerCase();
    const first = run.charAt(0);
    const capital = !shouted && LETTER.test(first) && first !== first.toLowerCase();
    tokens.push({ kind, text: run.toLowerCase(), capital, upper, gap });
    [run, gap] = ['', false];
  };
  for (const character of folded) {
    if (ALNUM.test(character)) {
      run += character;
      continue;
    }
    end();
    if (/\s/u.test(character)) {
      gap = true;
      continue;
    }
    tokens.push({ kind: 'mark', text: character, capital: false, upper: false, gap });
    gap = false;
  }
  end();
  return tokens;
}

/** Where everything is in capitals, a capital letter says nothing. */
function isShouted(text: string): boolean {
  const letters = text.replace(/[^\p{L}]/gu, '');
  const capitals = [...letters].filter((letter) => letter !== letter.toLowerCase()).length;
  return letters.length >= FEWEST_LETTERS_TO_SHOUT && capitals > 0.7 * letters.length;
}

const FEWEST_SPREAD = 4;
/** The last one may end a sentence. */
const LETTER_ALONE = /^.[.,;:!?]?$/u;

/** "m y n a m e" joined again; null when nothing of the text is spread out like that. */
export function withoutSpreading(folded: string): string | null {
  const parts = folded.split(/\s+/u);
  const joined: string[] = [];
  let spread: string[] = [];
  let found = false;
  const end = () => {
    if (spread.length >= FEWEST_SPREAD) {
      joined.push(spread.join(''));
      found = true;
    } else joined.push(...spread);
    spread = [];
  };
  for (const part of parts) {
    if (LETTER_ALONE.test(part)) spread.push(part);
    else {
      end();
      joined.push(part);
    }
  }
  end();
  return found ? joined.join(' ') : null;
}
