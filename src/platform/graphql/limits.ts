/** How large a document, a body and a page may be, as privacy.md's "At the door" sets them. */

export const GRAPHQL_PATH = '/graphql';

export const LIMITS = {
  depth: 8,
  tokens: 1_000,
  aliases: 15,
  directives: 30,
  bodyBytes: 65_536,
  headerBytes: 16_384,
  page: 50,
} as const;

export const TOO_MUCH = {
  tokens: `A document holds at most ${LIMITS.tokens} tokens.`,
  depth: `A document is at most ${LIMITS.depth} fields deep.`,
  aliases: `A document holds at most ${LIMITS.aliases} aliases.`,
  directives: `A document holds at most ${LIMITS.directives} directives.`,
} as const;
