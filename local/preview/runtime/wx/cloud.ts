import { ApiFailure, api } from './api';
import type { ApiGroup } from './context';
import { post } from './post';
import { refuseMissing } from './refuse-missing';

interface CallOptions {
  name: string;
  data?: object;
}

interface CallAnswer {
  result?: unknown;
  errMsg?: string;
  errCode?: number;
  requestID?: string;
}

/** Cloud functions, called as the identity of this browser; the preview has no other part of `wx.cloud`. */
export const cloud: ApiGroup = ({ openid }) => {
  const callFunction = api('cloud.callFunction', async ({ name, data = {} }: CallOptions) => {
    if (typeof name !== 'string' || name === '')
      throw new ApiFailure('parameter.name should be a non-empty string', -501000);
    const answer = (await post('call', { name, data, openid })) as CallAnswer;
    if (answer.errMsg && !answer.errMsg.endsWith(':ok')) {
      throw new ApiFailure(answer.errMsg.replace(/^cloud\.callFunction:fail /, ''), answer.errCode);
    }
    return { result: answer.result, requestID: answer.requestID ?? '' };
  });
  return {
    cloud: refuseMissing('wx.cloud', {
      init: () => undefined,
      DYNAMIC_CURRENT_ENV: 'DYNAMIC_CURRENT_ENV',
      callFunction,
    }),
  };
};
