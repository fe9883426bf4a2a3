import { describe, expect, it } from '@jest/globals';
import { decideEmail } from './email-address.js';

describe('an e-mail address', () => {
  it.each([
    ['rosa@example.org', 'rosa@example.org'],
    ['  Rosa.Lee+home@mail.example.org ', 'Rosa.Lee+home@mail.example.org'],
    ['josé@correo.example', 'josé@correo.example'],
    ['a@bücher.example', 'a@bücher.example'],
    ['a@xn--bcher-kva.example', 'a@xn--bcher-kva.example'],
    ['ｒｏｓａ@example.org', 'rosa@example.org'],
  ])('takes %j', (text, address) => {
    expect(decideEmail(text)).toEqual({ accepted: true, value: address });
  });

  it.each([
    [''],
    ['rosa'],
    ['@example.org'],
    ['rosa@'],
    ['rosa@localhost'],
    ['rosa@example..org'],
    ['rosa@-example.org'],
    ['rosa@example.org.'],
    ['rosa@example.1'],
    ['rosa@127.0.0.1'],
    ['ro sa@example.org'],
    ['rosa@example.org\r\nBcc: all@example.org'],
    ['rosa@example.org, all@example.org'],
    ['Rosa <rosa@example.org>'],
    ['.rosa@example.org'],
    ['ro..sa@example.org'],
    ['rosa\u202e@example.org'],
    ['rosa\u0000@example.org'],
    [`${'a'.repeat(65)}@example.org`],
    [`rosa@${'a.'.repeat(130)}org`],
  ])('refuses %j', (text) => {
    expect(decideEmail(text, ['input', 'email'])).toEqual({
      accepted: false,
      code: 'EMAIL_INVALID',
      path: ['input', 'email'],
    });
  });
});
