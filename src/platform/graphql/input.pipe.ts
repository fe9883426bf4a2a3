/** Checks the shape of inputs with class-validator; the first field that is off is named, its content is not. */
import { Injectable, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { refuse } from '../../kernel/decision.js';
import type { RefusalCode } from '../../kernel/refusals.js';
import { RefusedCall } from './outcome.interceptor.js';

/** Which refusal a failed check stands for; everything else is INVALID_INPUT. */
const CODE_OF_CHECK: Readonly<Record<string, RefusalCode>> = {
  maxLength: 'TEXT_TOO_LONG',
  isLength: 'TEXT_TOO_LONG',
  min: 'QUANTITY_OUT_OF_RANGE',
  max: 'QUANTITY_OUT_OF_RANGE',
};

@Injectable()
export class InputPipe extends ValidationPipe {
  constructor() {
    super({
      transform: false,
      forbidUnknownValues: false,
      validationError: { target: false, value: false },
      exceptionFactory: (errors) => new RefusedCall(refusalOf(errors)),
    });
  }
}

function refusalOf(errors: readonly ValidationError[]) {
  const path: string[] = [];
  let level: readonly ValidationError[] | undefined = errors;
  let check: string | undefined;
  while (level?.[0]) {
    const first: ValidationError = level[0];
    path.push(first.property);
    check = Object.keys(first.constraints ?? {})[0] ?? check;
    level = first.children;
  }
  return refuse(CODE_OF_CHECK[check ?? ''] ?? 'INVALID_INPUT', path);
}
