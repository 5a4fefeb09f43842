/** The allowed values of second, minute, hour, day, month, weekday and year. */
export interface Schedule {
  seconds: number[];
  minutes: number[];
  hours: number[];
  days: number[];
  months: number[];
  weekdays: number[];
  years: number[];
  /** With a day and a weekday both given, either one is enough. */
  either: boolean;
}

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const beijing = 8 * 3_600_000;
const day = 86_400_000;

/**
 * Reads a timer's seven fields: second minute hour day month weekday year, each a value, a list, a range or a step.
 * https://docs.cloudbase.net/cloud-function/timer-trigger
 *
 * @throws Error that names the field
 */
export function parseCron(expression: string): Schedule {
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== 7) throw new Error(`a timer has seven fields, this has ${fields.length}: ${expression}`);
  const [second, minute, hour, dayOfMonth, month, weekday, year] = fields as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  return {
    seconds: parseField('second', second, 0, 59),
    minutes: parseField('minute', minute, 0, 59),
    hours: parseField('hour', hour, 0, 23),
    days: parseField('day', dayOfMonth, 1, 31),
    months: parseField('month', named(month, monthNames, 1), 1, 12),
    weekdays: parseField('weekday', named(weekday, weekdayNames, 0), 0, 6),
    years: parseField('year', year, 1970, 2099),
    either: dayOfMonth !== '*' && weekday !== '*',
  };
}

/** The first moment after `after` that fits, in milliseconds and in Beijing's time; undefined where there is none left. */
export function nextFire(schedule: Schedule, after: number): number | undefined {
  const start = Math.floor(after / 1000) * 1000 + 1000 + beijing;
  const end = Date.UTC((schedule.years.at(-1) as number) + 1, 0, 1);
  // One step a day: a hundred and thirty years of them are the most there can be.
  for (let date = Math.floor(start / day) * day; date < end; date += day) {
    if (!fitsDate(schedule, new Date(date))) continue;
    const time = firstTime(schedule, Math.max(0, start - date));
    if (time !== undefined) return date + time - beijing;
  }
  return undefined;
}

function fitsDate({ days, months, weekdays, years, either }: Schedule, date: Date): boolean {
  if (!years.includes(date.getUTCFullYear()) || !months.includes(date.getUTCMonth() + 1)) return false;
  const fitsDay = days.includes(date.getUTCDate());
  const fitsWeekday = weekdays.includes(date.getUTCDay());
  return either ? fitsDay || fitsWeekday : fitsDay && fitsWeekday;
}

/** The first time of a day that fits and is not before `from`, both in milliseconds since its midnight. */
function firstTime({ hours, minutes, seconds }: Schedule, from: number): number | undefined {
  for (const hour of hours) {
    for (const minute of minutes) {
      for (const second of seconds) {
        const time = ((hour * 60 + minute) * 60 + second) * 1000;
        if (time >= from) return time;
      }
    }
  }
  return undefined;
}

function named(field: string, names: string[], first: number): string {
  return field.replace(/[A-Za-z]{3}/g, (name) => {
    const place = names.indexOf(name.toUpperCase());
    return place < 0 ? name : String(place + first);
  });
}

function parseField(name: string, field: string, least: number, most: number): number[] {
  const wrong = new Error(`the timer's ${name} is not understood: ${field}`);
  const allowed = new Set<number>();
  for (const part of field.split(',')) {
    const match = /^(\*|\d+)(?:-(\d+))?(?:\/(\d+))?$/.exec(part);
    if (!match) throw wrong;
    const [, low, high, step] = match;
    const from = low === '*' ? least : Number(low);
    const to = high !== undefined ? Number(high) : low === '*' || step !== undefined ? most : from;
    const every = step === undefined ? 1 : Number(step);
    if (from < least || to > most || from > to || every === 0) throw wrong;
    for (let value = from; value <= to; value += every) allowed.add(value);
  }
  return [...allowed].sort((a, b) => a - b);
}
