/** What a field can hold. ObjectIds become their hex string, every number a JavaScript number. */
export type Value = null | boolean | number | string | Date | RegExp | Value[] | { [field: string]: Value };

export type DocumentId = string | number;

export interface Document {
  _id: DocumentId;
  [field: string]: Value;
}
