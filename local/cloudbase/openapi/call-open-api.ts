import type { Cloud } from '../cloud';
import { invalidParam } from '../errors';
import { readProtobuf, writeProtobuf } from './protobuf';
import { uploadShippingInfo } from './upload-shipping-info';

/** The APIs of WeChat that are here, by the name that `cloud.openapi` and `permissions.openapi` have for them. */
const apis: Record<string, (cloud: Cloud, content: Readonly<Record<string, unknown>>) => object> = {
  'wxa.sec.order.uploadShippingInfo': uploadShippingInfo,
};

/** https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/openapi/openapi.html */
const noPermission = -604101;

/**
 * Answers `cloud.openapi`, in protobuf as wx-server-sdk wants it: WeChat's JSON, or the code of a refusal.
 *
 * @throws CloudError where the API is not here or the request is none
 */
export function callOpenApi(cloud: Cloud, form: ReadonlyMap<string, Buffer>): Buffer {
  const name = String(form.get('apiName') ?? '');
  const api = Object.hasOwn(apis, name) ? apis[name] : undefined;
  if (!api) throw invalidParam(`[emulator] ${name} is not available locally`);
  const caller = cloud.functions.functionOf(String(form.get('wxCloudApiToken') ?? ''));
  if (!caller?.openapi.includes(name)) return writeProtobuf([{ number: 3, value: BigInt(noPermission) }]);
  const answer = api(cloud, readContent(form.get('requestData') ?? Buffer.alloc(0)));
  return writeProtobuf([
    { number: 1, value: Buffer.from(JSON.stringify(answer)) },
    { number: 2, value: Buffer.from('application/json') },
  ]);
}

/** `CommApiData.openapiData.pairs`: each a key, and its value as JSON. */
function readContent(data: Buffer): Record<string, unknown> {
  const messages = (bytes: Buffer, number: number) =>
    readProtobuf(bytes).flatMap((field) =>
      field.number === number && Buffer.isBuffer(field.value) ? [field.value] : [],
    );
  const pairs = messages(data, 2).flatMap((openapiData) => messages(openapiData, 1));
  return Object.fromEntries(
    pairs.map((pair) => {
      const [key, value] = [messages(pair, 1)[0], messages(pair, 2)[0]];
      return [String(key ?? ''), parseJson(String(value ?? ''))];
    }),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidParam('a parameter is not JSON');
  }
}
