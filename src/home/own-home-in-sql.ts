/** Whether a home is a coordinator's own: the one condition in SQL for whatever nobody decides about themselves. */

/** A member of the home signs in with the coordinator's address, or with another one of the same mailbox. `home` and `coordinator`: ids. */
export function ownHomeInSql(home: string, coordinator: string): string {
  return `EXISTS (SELECT FROM home_member own JOIN coordinator c ON c.email_digest = own.email_digest OR c.mailbox_digest = own.mailbox_digest
    WHERE own.home_id = ${home} AND c.id = ${coordinator})`;
}
