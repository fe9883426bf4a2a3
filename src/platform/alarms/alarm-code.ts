/** Everything that a person should be woken for: what it means, and where to look first. No alarm names anybody. */

export interface AlarmText {
  readonly meaning: string;
  readonly lookAt: string;
}

export const alarmTexts = {
  CANARY_REACHED: {
    meaning:
      'Somebody used an id, a key or an e-mail that no list shows and no person was given. Whoever has it read the database or a backup, or tries out ids.',
    lookAt:
      'Treat the database and its backups as stolen until you know better. A home that did it is paused and waits for review. Change the passwords of the databases, look at who can read backups, and rotate the keys (cli keys rotate).',
  },
  CODE_GUESSING: {
    meaning: 'Many wrong return codes, passwords or partner keys were tried within a short time.',
    lookAt:
      'Look at sanctuary_operations_total for TOO_MANY_ATTEMPTS and at the network in front of the service. Families with the right code still get in; nothing has to be switched off.',
  },
  HOME_PAUSED: {
    meaning: 'A home was paused for review by the service itself: it behaved as somebody who collects would.',
    lookAt:
      'The coordinators of its partner were told and decide. More than one within an hour is one person with several homes: look at who vouched for them.',
  },
  KEYS_UNREACHABLE: {
    meaning: 'The key provider or the key store does not answer: nothing sealed can be read or written.',
    lookAt:
      'Look at /health, at the key provider (Vault, OpenBao or the key file) and at the key store database. Nothing is lost, and nothing opens without them.',
  },
  CHAIN_BROKEN: {
    meaning: 'Rows of the log of who opened a handoff were changed or removed by somebody with rights on the database.',
    lookAt:
      'Run cli audit verify. Keep the database as it is, keep the last backups, and find out who can sign in to PostgreSQL as its owner.',
  },
  ERASURES_NOT_KEPT: {
    meaning: 'The journal of what was erased cannot be written. What is erased now could come back with an old backup.',
    lookAt:
      'Look at the disk and the rights of the folder ERASURE_JOURNAL. Nothing is lost: as soon as it can be written, the databases fill it. Restore no backup before.',
  },
} as const satisfies Readonly<Record<string, AlarmText>>;

export type AlarmCode = keyof typeof alarmTexts;
