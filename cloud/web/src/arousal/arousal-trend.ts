import { nothing, type TemplateResult } from 'lit-html';
import type { ArousalCourse } from '../app/state';
import { bandTrend } from '../charts/band-trend';
import type { Format } from '../i18n/format';
import type { Instants } from '../range/range';
import { courseSteps } from '../zones/course-steps';
import { bandOf, scaleEnd } from './scale';

/** Mean arousal over time around each person's own usual; nothing where fewer than two steps tell any. */
export function arousalTrend({ figures, stepSeconds, points }: ArousalCourse, range: Instants, f: Format): TemplateResult | typeof nothing {
    const told = points.flatMap((p) => p.arousal?.estimate ? [p.arousal.estimate] : []);
    if (told.length === 0)
        return nothing;
    const end = scaleEnd(told);
    const means = told.map((e) => e.mean);
    const steps = courseSteps({ range, stepSeconds, points }).map(({ start, point }) => {
        const estimate = point?.arousal?.estimate;
        return { start, band: estimate ? bandOf(estimate) : point ? null : undefined };
    });
    return bandTrend(
        'stress-trend', f.text.stressTrend(figures.name, f.signed(Math.min(...means)), f.signed(Math.max(...means))), steps, stepSeconds,
        { ends: [-end, end], names: [`−${end}`, `+${end}`], zero: true }, f.text.stressTrendBand(f.duration(stepSeconds)), f);
}
