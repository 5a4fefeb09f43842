export interface Problem {
  /** Path inside the mini program, or of an npm package from `miniprogram_npm/`. */
  file: string;
  /** From 1. */
  line?: number;
  column?: number;
  /** What is wrong and what the likely mistake is, in Chinese. */
  message: string;
}

/** The mini program does not compile: all that was found wrong with it, one problem a line. */
export class BuildError extends Error {
  override name = 'BuildError';

  constructor(readonly problems: Problem[]) {
    super(problems.map(describe).join('\n'));
  }
}

export function describe({ file, line, column, message }: Problem): string {
  const place = [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
  return `${place} ${message}`;
}
