const two = (value: number) => String(value).padStart(2, '0');

/** Milliseconds since 1970 as the phone's local time, `2025-01-31 09:05`. */
export function formatMoment(milliseconds: number): string {
  const moment = new Date(milliseconds);
  const day = [moment.getFullYear(), two(moment.getMonth() + 1), two(moment.getDate())].join('-');
  return `${day} ${two(moment.getHours())}:${two(moment.getMinutes())}`;
}
