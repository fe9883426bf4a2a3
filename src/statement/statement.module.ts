/** Statements: what the ledger says of a year, to homes and to those who keep a partner's books. It reads, and moves nothing. */
import { Module } from '@nestjs/common';
import { ExportStatement } from './export-statement.js';
import { ReadStatements } from './read-statements.js';
import { StatementResolver } from './statement.resolver.js';
import { StatementStore } from './statement.store.js';

@Module({ providers: [StatementStore, ReadStatements, ExportStatement, StatementResolver] })
export class StatementModule {}
