import type { HeatUnit, Surface, SurfaceHeat } from '../api/types';
import type { Format } from '../i18n/format';

/** What the colours count, as the legend says it. */
export function unitText(unit: HeatUnit, f: Format): string {
    return {
        'people-per-m2': f.text.unitPeoplePerArea, 'people-per-m2-hour': f.text.unitPeoplePerAreaHour,
        'person-seconds-per-hour': f.text.unitPersonSecondsPerHour, 'people-per-hour': f.text.unitPeoplePerHour,
    }[unit];
}

/** A density with its unit. */
export function densityText(value: number, unit: HeatUnit, f: Format): string {
    const number = f.density(value);
    return {
        'people-per-m2': f.text.densityPeoplePerArea, 'people-per-m2-hour': f.text.densityPeoplePerAreaHour,
        'person-seconds-per-hour': f.text.densityPersonSecondsPerHour, 'people-per-hour': f.text.densityPeoplePerHour,
    }[unit](number);
}

/** What was summed before it was divided: person-seconds, or people. */
export const sumText = (value: number, heat: SurfaceHeat, f: Format): string =>
    heat.people ? f.text.peopleCount(value, f.integer(value)) : f.text.cellValue(f.quantity(value));

/** The sum over all cells. */
export const totalOf = (heat: SurfaceHeat): number => heat.totalPersonSeconds ?? heat.totalPeople ?? 0;

/** How far noise may move a cell's density, with 95 % confidence, where the cell is wholly in view; null without noise. */
export function noiseDensity(surface: Surface, { personSecondsPlusMinus, observedSeconds, unit }: SurfaceHeat): number | null {
    if (personSecondsPlusMinus === null || !(observedSeconds > 0))
        return null;
    return unit === 'people-per-m2' ? personSecondsPlusMinus / observedSeconds / (surface.cellWidth * surface.cellHeight) : personSecondsPlusMinus / observedSeconds * 3600;
}
