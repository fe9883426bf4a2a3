/** The sample speaks to the service as a frontend would: GraphQL over HTTP, without a network in between. */
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

export interface Voice {
  readonly token?: string;
  readonly partnerKey?: string;
}

interface GraphqlAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

/** The sample asked for something that the service refused: the sample is wrong, or the service is. */
export class SampleRefused extends Error {}

export class ApiVoice {
  constructor(private readonly app: NestFastifyApplication) {}

  /** Does a mutation whose input type is named after it; `happened` selects from the union's other member. */
  async tell<T>(mutation: string, input: object, happened: string, voice: Voice = {}): Promise<T> {
    const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
    const document = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${happened} ... on Refusal { code path } } }`;
    const answer = await this.send(document, { input }, voice);
    const outcome = answer.data?.[mutation] as (T & { code?: string; path?: string[] }) | undefined; // As selected in the document.
    if (!outcome || outcome.code !== undefined) {
      const codes = answer.errors?.map((error) => error.extensions?.code) ?? [outcome?.code, outcome?.path?.join('.')];
      throw new SampleRefused(`${mutation} was refused: ${codes.join(' ')}`);
    }
    return outcome;
  }

  async ask<T>(document: string, variables: object, voice: Voice = {}): Promise<T> {
    const answer = await this.send(document, variables, voice);
    if (answer.errors)
      throw new SampleRefused(`a query was refused: ${answer.errors.map((e) => e.extensions?.code).join(' ')}`);
    return answer.data as T; // As selected in the document.
  }

  private async send(query: string, variables: object, { token, partnerKey }: Voice): Promise<GraphqlAnswer> {
    const answer = await this.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: {
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(partnerKey !== undefined && { 'x-partner-key': partnerKey }),
      },
      payload: JSON.stringify({ query, variables }),
    });
    return answer.json<GraphqlAnswer>();
  }
}
