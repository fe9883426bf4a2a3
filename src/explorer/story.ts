/** What a tab of the explorer is made of, and what one hands on to the next. */

export interface Story {
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** As whom a tab speaks, by its headers. */
export interface Speakers {
  readonly frontend: Story['headers'];
  readonly home: Story['headers'];
  readonly family: Story['headers'];
  readonly coordinator: Story['headers'];
}

/** What one step hands on to the next, by an alias in its document. */
export const NAMES = [
  ...(['requestId', 'returnCode', 'familyToken', 'claimId', 'homeId', 'circleId'] as const),
  ...(['fundId', 'pledgeId', 'offerId'] as const),
] as const;

export function from(name: (typeof NAMES)[number]): string {
  return `{{${name}}}`;
}
