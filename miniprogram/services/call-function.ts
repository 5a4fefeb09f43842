import type { Answers, BackofficeRequest, PrepayRequest, Reply, TradeRequest } from '../../typings/api';
import { ServiceError } from './service-error';

interface Requests {
  prepay: PrepayRequest;
  trade: TradeRequest;
  backoffice: BackofficeRequest;
}

/**
 * Calls a cloud function and unwraps its reply. Throws ServiceError: with the function's own code where it answered,
 * with ERR_NETWORK where nothing came back, in which case the function may have done its work all the same.
 */
export async function callFunction<Name extends keyof Requests, Action extends Requests[Name]['action']>(
  name: Name,
  data: { action: Action } & Extract<Requests[Name], { action: Action }>,
): Promise<Answers[Action]> {
  const reply = await send<Answers[Action]>(name, data);
  if (reply?.ok === true) return reply.data;
  if (reply?.ok === false) throw new ServiceError(reply.error.code, reply.error.message);
  throw new ServiceError('ERR_INTERNAL', `${name} answered something that is not a reply`);
}

async function send<T>(name: string, data: object): Promise<Reply<T> | undefined> {
  try {
    const { result } = await wx.cloud.callFunction({ name, data });
    return result as Reply<T> | undefined;
  } catch (error) {
    const { errMsg } = error as { errMsg?: string };
    throw new ServiceError('ERR_NETWORK', errMsg ?? String(error));
  }
}
