/** All that the folders keep of a home, in the order in which it ends. */
import { type DynamicModule, Global, Inject, Injectable, Module } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { PARTS_OF_HOME, type PartOfHome, type PartOfHomeClass } from './part-of-home.js';

@Injectable()
export class PartsOfHome {
  constructor(
    @Inject(PARTS_OF_HOME) private readonly classes: readonly PartOfHomeClass[],
    private readonly modules: ModuleRef,
  ) {}

  get all(): readonly PartOfHome[] {
    return this.classes.map((its) => this.modules.get<PartOfHome>(its, { strict: false }));
  }
}

@Global()
@Module({})
export class PartsOfHomeModule {
  static of(classes: readonly PartOfHomeClass[]): DynamicModule {
    return {
      module: PartsOfHomeModule,
      providers: [{ provide: PARTS_OF_HOME, useValue: classes }, PartsOfHome],
      exports: [PartsOfHome],
    };
  }
}
