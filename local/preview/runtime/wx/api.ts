export interface Callbacks<R> {
  success?(result: R): void;
  fail?(failure: Failure): void;
  complete?(outcome: R | Failure): void;
}

export interface Failure {
  errMsg: string;
  errCode?: number;
}

/** The reason why an API fails; `api` puts its name before it. */
export class ApiFailure extends Error {
  constructor(
    reason: string,
    readonly errCode?: number,
  ) {
    super(reason);
  }
}

/**
 * An asynchronous API in both of WeChat's styles: with a callback among the options it answers through them and
 * returns nothing, without one it returns a promise. `errMsg` is `NAME:ok` or `NAME:fail REASON`.
 */
export function api<O extends object, R>(name: string, run: (options: O) => R | Promise<R>) {
  type Result = { errMsg: string } & (R extends object ? R : unknown);
  return (options: O & Callbacks<Result> = {} as O): Promise<Result> | undefined => {
    const answer = (async () => {
      try {
        return { errMsg: `${name}:ok`, ...(await run(options)) } as Result;
      } catch (error) {
        throw toFailure(name, error);
      }
    })();
    const { success, fail, complete } = options;
    if (!success && !fail && !complete) return answer;
    answer.then(
      (result) => {
        success?.call(options, result);
        complete?.call(options, result);
      },
      (failure: Failure) => {
        fail?.call(options, failure);
        complete?.call(options, failure);
      },
    );
    return undefined;
  };
}

function toFailure(name: string, error: unknown): Failure {
  const { message, errCode } = error as ApiFailure;
  return { errMsg: `${name}:fail ${message}`, ...(errCode === undefined ? {} : { errCode }) };
}
