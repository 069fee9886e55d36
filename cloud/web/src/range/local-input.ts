const two = (n: number): string => String(n).padStart(2, '0');

/** A date as `datetime-local` wants it, in the viewer's time zone. */
export const toLocalInput = (date: Date): string =>
    `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;

/** What a `datetime-local` holds, or null while it is empty or impossible. */
export function fromLocalInput(text: string): Date | null {
    const date = new Date(text);
    return text === '' || Number.isNaN(date.getTime()) ? null : date;
}
