import { describe, expect, it } from '@jest/globals';
import { loudSettings } from './server-log.js';

const quiet = {
  log_statement: 'none',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_min_duration_statement: '-1',
  log_min_duration_sample: '-1',
  log_transaction_sample_rate: '0',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
};

function loudOf(changed: Readonly<Record<string, string>>): string[] {
  return loudSettings(Object.entries({ ...quiet, ...changed }).map(([name, setting]) => ({ name, setting })));
}

describe('a database server', () => {
  it.each([
    ['as ours is set up', {}, []],
    ['that writes statements', { log_statement: 'all' }, ['log_statement']],
    ['that writes changes of the schema', { log_statement: 'ddl' }, []],
    [
      'as it comes',
      { log_min_error_statement: 'error', log_error_verbosity: 'default', log_parameter_max_length: '-1' },
      ['log_error_verbosity', 'log_min_error_statement', 'log_parameter_max_length'],
    ],
    ['that would write parameters of statements that it does not write', { log_parameter_max_length: '-1' }, []],
    ['that writes slow ones', { log_min_duration_statement: '250' }, ['log_min_duration_statement']],
    ['that explains slow ones', { 'auto_explain.log_min_duration': '0' }, ['auto_explain.log_min_duration']],
    ['that audits', { 'pgaudit.log': 'read, write' }, ['pgaudit.log']],
  ])('%s', (_what, changed, loud) => {
    expect(loudOf(changed)).toEqual(loud);
  });
});
