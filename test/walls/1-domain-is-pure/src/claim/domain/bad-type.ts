import type { GraphQLError } from 'graphql';
export type Kept = GraphQLError;
