/** Somebody in a story, as the service knows them: by a token, a frontend's key and a language. What they do goes over HTTP. */
import type { Json } from './families.js';
import type { Caller, World } from './world.js';

export interface RefusalRead {
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[] | null;
  readonly retryAfterSeconds?: number | null;
}

export class Person {
  constructor(
    private readonly world: World,
    readonly caller: Caller = {},
  ) {}

  /** The same person with another token, key or language. */
  with(changes: Caller): Person {
    return new Person(this.world, { ...this.caller, ...changes });
  }

  get token(): string {
    return this.caller.token ?? '';
  }

  /** What came of it, as `happened` selects it of the union. A refusal ends the story. */
  async does<T = Json>(mutation: string, input: Json | null, happened: string): Promise<T> {
    const answer = await this.answerTo<T | RefusalRead>(
      mutation,
      input,
      `${happened} ... on Refusal { code message path }`,
    );
    if (typeof answer === 'object' && answer !== null && 'code' in answer) {
      throw new Error(`the story was refused: ${mutation} ${JSON.stringify(answer)}`);
    }
    return answer as T; // As `happened` asks for it.
  }

  /** Moves a claim: its status and whom it waits for then. */
  async moves(mutation: string, claimId: string, its: Json = {}): Promise<Json> {
    const moved = '... on ClaimMoved { claim { status waitingFor } }';
    return (await this.does<{ claim: Json }>(mutation, { claimId, ...its }, moved)).claim;
  }

  /** Why it was refused; null when it was not. */
  async isRefused(mutation: string, input: Json | null): Promise<RefusalRead | null> {
    const { document, variables } = documentOf(
      mutation,
      input,
      '... on Refusal { code message path retryAfterSeconds }',
    );
    const { data, errors } = await this.world.call<Record<string, RefusalRead> | null>(
      document,
      variables,
      this.caller,
    );
    const [error] = errors;
    if (error) return { code: error.extensions.code, message: error.message, path: error.extensions.path ?? null };
    const answer = data?.[mutation];
    return answer && 'code' in answer ? answer : null;
  }

  /** The code with which a query was refused; null when it was not. */
  async cannotRead(query: string, variables: Json = {}): Promise<string | null> {
    return (await this.world.call(query, variables, this.caller)).errors[0]?.extensions.code ?? null;
  }

  async reads<T = Json>(query: string, variables: Json = {}): Promise<T> {
    return this.world.ask<T>(query, variables, this.caller);
  }

  /** Codes and words of what it was told, the first first. */
  async hears(): Promise<{ code: string; text: string }[]> {
    const { notices } = await this.reads<{ notices: { edges: { node: { code: string; text: string } }[] } }>(
      '{ notices(first: 50) { edges { node { code text } } } }',
    );
    return notices.edges.map(({ node }) => node).toReversed();
  }

  async hearsCodes(): Promise<string[]> {
    return (await this.hears()).map(({ code }) => code);
  }

  /** What is on its board: the requests that it may claim. */
  async board(): Promise<Json[]> {
    const { requests } = await this.reads<{ requests: { edges: { node: Json }[] } }>(
      `{ requests(first: 50) { edges { node { id alias status summary area { label } lines { label unit remaining }
        languages ... on RideRequest { passengers } ... on GroceryRequest { householdSize dietaryRules }
        ... on TimeRequest { skill mode } } } } }`,
    );
    return requests.edges.map(({ node }) => node);
  }

  /** Null where there is no such request for it. */
  async request(id: string, fields = 'status claims { id status }'): Promise<Json | null> {
    const { request } = await this.reads<{ request: Json | null }>(
      `query ($id: ID!) { request(id: $id) { ${fields} } }`,
      { id },
    );
    return request;
  }

  async claims(): Promise<Json[]> {
    return (await this.reads<{ myClaims: Json[] }>('{ myClaims { id status waitingFor } }')).myClaims;
  }

  /** Null where there is no such claim for it. */
  async claim(id: string, fields: string): Promise<Json | null> {
    const { claim } = await this.reads<{ claim: Json | null }>(`query ($id: ID!) { claim(id: $id) { ${fields} } }`, {
      id,
    });
    return claim;
  }

  /** As a play: who said what. Empty where there is no such claim for it. */
  async messages(claimId: string): Promise<string[]> {
    const { claim } = await this.reads<{ claim: { messages: { edges: { node: Json }[] } } | null }>(
      'query ($id: ID!) { claim(id: $id) { messages { edges { node { author text } } } } }',
      { id: claimId },
    );
    return (claim?.messages.edges ?? []).map(({ node }) => `${node['author']}: ${node['text']}`);
  }

  async disclosures(requestId: string): Promise<Json[]> {
    const { disclosures } = await this.reads<{ disclosures: Json[] }>(
      'query ($requestId: ID!) { disclosures(requestId: $requestId) { text circle kind openedOn { date half } } }',
      { requestId },
    );
    return disclosures;
  }

  async comesBackWith(code: string): Promise<Person> {
    const opened = '... on SessionOpened { session { token } viewer { kind } }';
    const { session } = await this.does<{ session: { token: string } }>('returnWithCode', { code }, opened);
    return this.with({ token: session.token });
  }

  private async answerTo<T>(mutation: string, input: Json | null, selection: string): Promise<T> {
    const { document, variables } = documentOf(mutation, input, selection);
    const data = await this.world.ask<Record<string, T>>(document, variables, this.caller);
    return data[mutation] as T; // The union's answer to the one field that was asked for.
  }
}

function documentOf(mutation: string, input: Json | null, selection: string): { document: string; variables: Json } {
  if (input === null) return { document: `mutation { ${mutation} { ${selection} } }`, variables: {} };
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  return {
    document: `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${selection} } }`,
    variables: { input },
  };
}
