/** Whether somebody of a partner is on duty, by the clock: one condition, for every statement that asks. */

/** `partner`: what the partner's id is called in the statement. `role` and `now` are its parameters, such as "$2". */
export function isOnDuty(partner: string, role: string, now: string): string {
  return `EXISTS (SELECT FROM coordinator duty WHERE duty.partner_id = ${partner} AND duty.on_duty_until > ${now}::timestamptz
    AND duty.left_at IS NULL AND ${role}::text = ANY (duty.roles))`;
}
