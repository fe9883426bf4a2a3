import { describe, expect, it } from '@jest/globals';
import { decideOrigin } from './web-origin.js';

describe('a web origin', () => {
  it.each([
    ['https://example.org', 'https://example.org'],
    [' HTTPS://Help.Example.org ', 'https://help.example.org'],
    ['https://example.org:443', 'https://example.org'],
    ['https://example.org:8443', 'https://example.org:8443'],
    ['https://xn--bcher-kva.example', 'https://xn--bcher-kva.example'],
    ['http://localhost:5173', 'http://localhost:5173'],
    ['http://127.0.0.1:80', 'http://127.0.0.1'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
  ])('may be %s', (text, origin) => {
    expect(decideOrigin(text)).toEqual({ accepted: true, value: origin });
  });

  it.each([
    [''],
    ['*'],
    ['null'],
    ['example.org'],
    ['http://example.org'],
    ['https://*.example.org'],
    ['https://example.org/'],
    ['https://example.org/help'],
    ['https://example.org?x'],
    ['https://user@example.org'],
    ['https://example..org'],
    ['https://-example.org'],
    ['https://example.org:0'],
    ['https://example.org:65536'],
    ['https://exa mple.org'],
    ['file:///etc'],
    ['chrome-extension://abc'],
    [`https://${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.org`],
  ])('may not be %j', (text) => {
    expect(decideOrigin(text)).toEqual({ accepted: false, code: 'ORIGIN_INVALID', path: ['origins'] });
  });
});
