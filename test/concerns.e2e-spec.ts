/** Homes and families report concerns; coordinators of the partner that looks after it read and settle them, and nobody else learns of it. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { anAcceptedClaim, messagesFor, moved, type Signed, sendMessage } from './world/claims.js';
import { everythingStored } from './world/everything-stored.js';
import { aMoneyRequest, aRide, type Json } from './world/families.js';
import { aCoordinator, aPartner, aVouchedHome, type TestCoordinator, theHostsCoordinator } from './world/people.js';
import { World } from './world/world.js';

describe('concerns', () => {
  let world: World;
  let coordinator: TestCoordinator;
  beforeAll(async () => {
    world = await World.open();
    coordinator = await theHostsCoordinator(world);
  });
  afterAll(async () => {
    await world.close();
  });

  const report = async ({ token }: Signed, input: Json) => {
    const { reportConcern } = await world.ask<{ reportConcern: { reportId?: string; code?: string } }>(
      `mutation ($input: ReportConcernInput!) { reportConcern(input: $input) {
        ... on ConcernReported { reportId } ... on Refusal { code path } } }`,
      { input },
      { token },
    );
    return reportConcern;
  };
  const reportsFor = async ({ token }: Signed, open = true) => {
    const { reports } = await world.ask<{ reports: { edges: { node: Json }[] } }>(
      `query ($open: Boolean!) { reports(open: $open, first: 50) { edges { node {
        id reason text reportedBy settledOn upheld claim { id status } request { id alias } } } } }`,
      { open },
      { token },
    );
    return reports.edges.map(({ node }) => node);
  };
  const settle = async ({ token }: Signed, reportId: string | undefined, upheld: boolean) => {
    const { settleReport } = await world.ask<{ settleReport: Json }>(
      `mutation ($input: SettleReportInput!) { settleReport(input: $input) {
        ... on ReportSettled { report { id settledOn upheld text } } ... on Refusal { code } } }`,
      { input: { reportId, upheld } },
      { token },
    );
    return settleReport;
  };

  it('go to the coordinators with what was said, and open the messages of the claim to them', async () => {
    const { claimId, home, family } = await anAcceptedClaim(world);
    await sendMessage(world, home, claimId, 'Send me a photo first.');
    expect(await messagesFor(world, coordinator, claimId)).toEqual([]);
    const { reportId } = await report(family, { claimId, reason: 'ASKED_FOR_MORE', text: 'Es raro.' });
    expect(await messagesFor(world, coordinator, claimId)).toEqual(['Send me a photo first.']);
    expect((await reportsFor(coordinator))[0]).toEqual({
      id: reportId,
      reason: 'ASKED_FOR_MORE',
      text: 'Es raro.',
      reportedBy: 'FAMILY',
      settledOn: null,
      upheld: null,
      claim: { id: claimId, status: 'ACCEPTED' },
      request: null,
    });
    const { notices } = await world.ask<{ notices: { edges: { node: Json }[] } }>(
      '{ notices(first: 1) { edges { node { code subjectId } } } }',
      {},
      { token: coordinator.token },
    );
    expect(notices.edges[0]?.node).toEqual({ code: 'CONCERN_REPORTED', subjectId: reportId });

    const colleague = await aCoordinator(world, await aPartner(world));
    expect(await reportsFor(colleague)).toEqual([]);
    expect(await settle(colleague, reportId, true)).toEqual({ code: 'NOT_FOUND' });
    expect(await settle(coordinator, reportId, true)).toEqual({
      report: { id: reportId, settledOn: '2026-06-10', upheld: true, text: 'Es raro.' },
    });
    expect(await settle(coordinator, reportId, false)).toEqual({ code: 'WRONG_STATE' });
    expect(await reportsFor(coordinator)).toEqual([]);
    expect(await reportsFor(coordinator, false)).toMatchObject([{ id: reportId, upheld: true }]);
  });

  it('may be about a request that a home sees', async () => {
    const home = await aVouchedHome(world);
    const request = await aRide(world);
    const { reportId } = await report(home, { requestId: request.requestId, reason: 'IDENTIFYING_TEXT' });
    expect((await reportsFor(coordinator)).find(({ id }) => id === reportId)).toMatchObject({
      reportedBy: 'HOME',
      text: null,
      claim: null,
      request: { id: request.requestId, alias: request.alias },
    });
  });

  it('are refused about nothing, about two things, without words where they need some, and about what is not there', async () => {
    const { claimId, home, request } = await anAcceptedClaim(world);
    const money = await aMoneyRequest(world);
    const before = await everythingStored(world);
    const both = { claimId, requestId: request.requestId };
    expect(await report(home, { reason: 'SPAM' })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await report(home, { ...both, reason: 'SPAM' })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await report(home, { claimId, reason: 'OTHER', text: ' ' })).toMatchObject({
      code: 'INVALID_INPUT',
      path: ['text'],
    });
    const long = { claimId, reason: 'UNSAFE', text: 'x'.repeat(2001) };
    expect(await report(home, long)).toMatchObject({ code: 'TEXT_TOO_LONG' });
    expect(await report(await aStranger(), { claimId, reason: 'UNSAFE' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await report(home, { requestId: money.requestId, reason: 'UNSAFE' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await report(home, { claimId: 'nonsense', reason: 'UNSAFE' })).toMatchObject({ code: 'NOT_FOUND' });
    const answer = await world.call('{ reports { edges { cursor } } }', {}, { token: home.token });
    expect(answer.errors[0]?.extensions.code).toBe('NOT_ALLOWED');
    const after = await everythingStored(world);
    expect(after['public.report']).toBe(before['public.report']);
    expect(after['sealed.report']).toBe(before['sealed.report']);
  });
  const aStranger = () => aVouchedHome(world);

  it('of one side about one thing are five at most until somebody has looked', async () => {
    const { claimId, home } = await anAcceptedClaim(world);
    for (let count = 0; count < 5; count += 1) {
      expect(await report(home, { claimId, reason: 'UNSAFE', text: 'Again.' })).toHaveProperty('reportId');
    }
    expect(await report(home, { claimId, reason: 'UNSAFE' })).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
  });

  it('keep the messages of an ended claim until they are settled', async () => {
    const { claimId, home, family } = await anAcceptedClaim(world);
    await sendMessage(world, home, claimId, 'Bring money.');
    await moved(world, 'releaseClaim', home, claimId, { reason: 'OTHER' });
    const { reportId } = await report(family, { claimId, reason: 'UNSAFE' });
    world.clock.advance({ days: 4 });
    const forget = () => world.get(RunSweeps).one('forget-sealed-claims', world.clock.now());
    await forget();
    expect(await messagesFor(world, coordinator, claimId)).toEqual(['Bring money.']);
    await settle(coordinator, reportId, true);
    await forget();
    expect(await messagesFor(world, coordinator, claimId)).toEqual([]);
  });
});
