import type { IncomingMessage, ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import type { Cloud } from '../cloud';
import { CloudError } from '../errors';
import { listShipping } from '../openapi/list-shipping';
import { callFunction } from './call-function';
import { dumpCollection, dumpDatabase } from './dump-database';
import { readBody } from './read-body';
import { ControlError, readControl, readRequired } from './read-control';
import { runClientDatabase } from './run-client-database';
import { sendJson } from './send-json';
import { triggerTimer } from './trigger-timer';

const maxBody = 6 * 1024 * 1024;
const known =
  'POST call, POST trigger, POST database, GET database, GET database/COLLECTION, GET log?after=, GET shipping';

/** The controls under `/_control/`: what a mini program, the platform's clock and its console would do. */
export async function answerControl(
  cloud: Cloud,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    refuseForeignPage(request);
    const [control = '', collection, ...more] = url.pathname.slice('/_control/'.length).split('/').map(decodePart);
    const asked = `${request.method} ${control}`;
    if (more.length > 0 || (collection !== undefined && asked !== 'GET database')) throw unknownControl();
    switch (asked) {
      case 'POST call':
        return sendJson(response, 200, await callFunction(cloud, await read(request)));
      case 'POST trigger':
        return sendJson(response, 200, await triggerTimer(cloud, readRequired(await read(request), 'name')));
      case 'POST database':
        return sendJson(response, 200, await runClientDatabase(cloud, await read(request)));
      case 'GET database':
        if (collection === undefined) return await dumpDatabase(cloud, response);
        if (!cloud.database.store.has(collection)) throw new ControlError(`no collection ${collection}`, 404);
        return await dumpCollection(cloud, collection, response);
      case 'GET log':
        return sendJson(response, 200, cloud.log.after(readAfter(url)));
      case 'GET shipping':
        return sendJson(response, 200, { shipping: listShipping(cloud) });
      default:
        throw unknownControl();
    }
  } catch (error) {
    if (!(error instanceof ControlError) && !(error instanceof CloudError)) throw error;
    sendJson(response, error instanceof ControlError ? error.status : 400, { errMsg: error.message });
  }
}

const unknownControl = () => new ControlError(`there are ${known}`, 404);

async function read(request: IncomingMessage) {
  const body = await readBody(request, maxBody);
  if (!body) throw new ControlError(`the body is larger than ${maxBody} bytes`, 413);
  return readControl(body);
}

function readAfter(url: URL): number {
  const after = Number(url.searchParams.get('after') ?? 0);
  if (!Number.isSafeInteger(after) || after < 0) throw new ControlError('after must be the number of an entry');
  return after;
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new ControlError('the address is not encoded as addresses are');
  }
}

/** A web page from elsewhere, open in a browser on this machine, must not reach the controls, by no name of the machine. */
function refuseForeignPage({ headers }: IncomingMessage): void {
  const names = [headers.host && `http://${headers.host}`, headers.origin].filter((name) => name !== undefined);
  if (!names.every((name) => URL.canParse(name) && isOwn(new URL(name).hostname))) {
    throw new ControlError('the controls are for this machine only', 403);
  }
}

const isOwn = (hostname: string) => hostname === 'localhost' || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
