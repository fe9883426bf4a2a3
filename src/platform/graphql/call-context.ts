/** What a resolver may know of its call: who asks, in which language, and the loaders that batch its reads. */
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import type { Language } from '../../kernel/refusals.js';
import type { Viewer } from '../../kernel/viewer.js';

export interface CallContext {
  readonly viewer: Viewer;
  readonly language: Language;
  readonly correlationId: string;
  /** The token of the person, for signing out. Never logged, never stored. */
  readonly token: string | null;
  readonly loaders: Map<string, DataLoader<string, unknown>>;
  /** Digest of the network address or of the client that a partner's server names: for limits, never stored longer than a day. */
  readonly clientDigest: string;
  /** Takes back what its fields have counted: of a call that is believed, which may begin anew and count then. */
  readonly takeBack: (() => void)[];
}

function contextOf(execution: ExecutionContext): CallContext {
  return GqlExecutionContext.create(execution).getContext<CallContext>();
}

/** The person or frontend that asks. */
export const CurrentViewer = createParamDecorator(
  (_: unknown, execution: ExecutionContext): Viewer => contextOf(execution).viewer,
);

/** The language of messages, out of Accept-Language. */
export const CurrentLanguage = createParamDecorator(
  (_: unknown, execution: ExecutionContext): Language => contextOf(execution).language,
);

export const CurrentContext = createParamDecorator(
  (_: unknown, execution: ExecutionContext): CallContext => contextOf(execution),
);

/** One loader per name and operation: reads of one tick become one statement. Answers follow the order of the keys. */
export function loaderOf<T>(
  context: CallContext,
  name: string,
  load: (keys: readonly string[]) => Promise<ReadonlyMap<string, T>>,
): DataLoader<string, T | null> {
  const known = context.loaders.get(name);
  // A name stands for one loading function, so the loader under it has that function's type.
  if (known) return known as DataLoader<string, T | null>;
  const loader = new DataLoader<string, T | null>(async (keys) => {
    const found = await load(keys);
    return keys.map((key) => found.get(key) ?? null);
  });
  context.loaders.set(name, loader as DataLoader<string, unknown>);
  return loader;
}
