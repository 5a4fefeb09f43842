import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudEvent, LogPage } from '../exchange';

const maxEntries = 1_000;
const maxValueBytes = 16 * 1024;
const maxFileBytes = 10 * 1024 * 1024;

/**
 * What happened in the cloud: the newest thousand events in memory, and what functions print, with the failures, in
 * `functions.log`. Long values are cut, the file is started anew at 10 MB and one predecessor kept.
 */
export class EventLog {
  private readonly entries: CloudEvent[] = [];
  private readonly file: string;
  private lastId = 0;

  constructor(dataFolder: string) {
    mkdirSync(dataFolder, { recursive: true });
    this.file = join(dataFolder, 'functions.log');
  }

  add(event: Omit<CloudEvent, 'id' | 'at'>, startedAt: number): void {
    const { request, result, output, error } = event;
    this.entries.push({
      id: ++this.lastId,
      at: new Date(startedAt).toISOString(),
      ...event,
      request: cut(request),
      ...(result === undefined ? {} : { result: cut(result) }),
    });
    if (this.entries.length > maxEntries) this.entries.shift();
    if (output) this.print(event.name, output);
    if (error) this.print(event.name, `${error.code} ${error.message}\n`);
  }

  /** The events behind an id, oldest first; `next` is what to ask for the next time. */
  after(id: number): LogPage<CloudEvent> {
    return { entries: this.entries.filter((entry) => entry.id > id), next: Math.max(id, this.lastId) };
  }

  /** What a function prints, into the file. A full disk costs the line, not the call that it belongs to. */
  print(name: string, text: string): void {
    const time = new Date().toISOString();
    const lines = text.replace(/\n$/, '').split('\n');
    try {
      this.rotate();
      appendFileSync(this.file, lines.map((line) => `${time} ${name} ${line}\n`).join(''));
    } catch {
      // The events in memory still have it.
    }
  }

  private rotate(): void {
    const size = statSync(this.file, { throwIfNoEntry: false })?.size ?? 0;
    if (size > maxFileBytes) renameSync(this.file, `${this.file}.1`);
  }
}

function cut(value: unknown): unknown {
  const text = JSON.stringify(value) ?? 'null';
  if (text.length <= maxValueBytes) return value;
  // A slice of a text keeps the whole of it in memory; a copy does not.
  return { cut: `${Buffer.from(text.slice(0, maxValueBytes)).toString()}…` };
}
