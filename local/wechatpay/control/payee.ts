import { badRequest, type Control, unknownKey } from './control';

/** Says what a user is really called, against which the names in transfers are checked from then on. */
export const payee: Control = ({ world }, { body }) => {
  const unknown = unknownKey(body, ['openid', 'name']);
  if (unknown) return unknown;
  const { openid, name } = body;
  if (typeof openid !== 'string' || openid === '') return badRequest('openid 应为非空字符串');
  if (typeof name !== 'string' || name === '') return badRequest('name 应为非空字符串');
  world.payees.name(openid, name);
  return { body: { openid, name } };
};
