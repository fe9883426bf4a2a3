/** Every mutation answers with a union: what happened, or a refusal. */
import type { Type } from '@nestjs/common';
import { createUnionType } from '@nestjs/graphql';
import { Refusal } from './refusal.type.js';

/** `name` is the union; `happened` is the class of its other member. */
export function resultUnion<T extends object>(name: string, happened: Type<T>, description: string) {
  return createUnionType({
    name,
    description,
    types: () => [happened, Refusal] as const,
    resolveType: (value: object) => (value instanceof Refusal ? Refusal : happened),
  });
}
