import { GatewayRefusal } from '../../../cloudfunctions/lib/errors';

/** WeChat's no, with a code for all that it says. */
export function refusal(code: string): GatewayRefusal {
  return new GatewayRefusal(code, 400, code);
}
