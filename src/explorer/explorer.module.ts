/** The explorer; left out where it is switched off. */
import { Module } from '@nestjs/common';
import { ExplorerController } from './explorer.controller.js';

@Module({ controllers: [ExplorerController] })
export class ExplorerModule {}
