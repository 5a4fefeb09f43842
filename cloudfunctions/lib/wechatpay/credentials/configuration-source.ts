/** Where configuration comes from. */
export interface ConfigurationSource {
  /** An environment variable without surrounding space; undefined when it is not set or empty. */
  variable: (name: string) => string | undefined;
  /** A file of the keys folder. */
  readFile: (name: string) => Buffer | undefined;
  listFiles: () => string[];
}

/** Sentences for the developer, collected so that all of them are told at once. */
export type Problems = string[];
