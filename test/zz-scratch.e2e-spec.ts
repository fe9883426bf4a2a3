import { writeFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { getNamedType } from 'graphql';
import { EveryField } from './world/every-field.js';
import { viewers } from './world/privacy-cast.js';
import { aPrivacyStory, callersOf } from './world/privacy-story.js';
import { World } from './world/world.js';

it('explores', async () => {
  const world = await World.open();
  const t0 = performance.now();
  const story = await aPrivacyStory(world);
  console.log('story', performance.now() - t0);
  const schema = world.app.get(GraphQLSchemaHost).schema;
  const every = new EveryField(schema);
  const callers = await callersOf(world, story);
  const ids = {
    requestId: Object.values(story.requests).map((r) => r.requestId),
    offerId: Object.values(story.offers).map((r) => r.offerId),
    claimId: Object.values(story.claims),
  };
  const out: Record<string, unknown> = {};
  let calls = 0, bytes = 0;
  const perRoot: Record<string, number> = {};
  const t1 = performance.now();
  for (const viewer of viewers) {
    const texts: string[] = [];
    const fields = new Set<string>();
    for (const root of Object.values(schema.getQueryType()!.getFields())) {
      const doc = every.document(root);
      const idArg = root.args.find((a) => /id$/i.test(a.name) && a.name !== 'occurrenceId')?.name;
      const key = idArg === 'id' ? `${root.name}Id` : idArg;
      const list = key ? (ids as any)[key] : [null];
      for (const id of list) {
        const t = performance.now();
        const variables: any = { ...(idArg && { [idArg]: id }) };
        for (const a of root.args) { if (a.name === 'first') variables.first = 50; if (a.name === 'place') variables.place = { postalCode: { country: 'US', code: '11226' } }; if (a.name === 'open') variables.open = true; }
        const answer = await world.call<any>(doc, variables, callers[viewer]);
        perRoot[root.name] = (perRoot[root.name] ?? 0) + performance.now() - t;
        calls++;
        const text = JSON.stringify(answer);
        bytes += text.length;
        texts.push(`${root.name}: ${text}`);
        if (answer.errors.some((e) => !['NOT_FOUND','NOT_ALLOWED','UNAUTHENTICATED','MONEY_THROUGH_PARTNER'].includes(e.extensions.code))) console.log(viewer, root.name, JSON.stringify(answer.errors).slice(0, 500));
        if (answer.data) for (const f of every.read(getNamedType(root.type), answer.data[root.name])) fields.add(f);
      }
    }
    out[viewer] = { fields: [...fields].sort(), text: texts.join('\n') };
  }
  console.log('asked', calls, bytes, performance.now() - t1, perRoot);
  writeFileSync('/tmp/mine/out.json', JSON.stringify({ story, out }));
  await world.close();
  expect(1).toBe(1);
}, 120_000);
