import { nothing, type TemplateResult } from 'lit-html';
import type { ArousalPoint } from '../api/types';
import type { ArousalCourse } from '../app/state';
import { bandTrend, type BandStep } from '../charts/band-trend';
import type { Format } from '../i18n/format';
import type { Instants } from '../range/range';
import { courseSteps } from '../zones/course-steps';
import { bandOf, scaleEnd } from './scale';

/** Who was too few, or nobody, or had no score waits for others; where the profile tells nothing, nobody does. */
export function stepBand({ arousal, withheld }: ArousalPoint): BandStep['band'] {
    if (arousal?.estimate)
        return bandOf(arousal.estimate);
    return withheld === 'below-threshold' || withheld === 'unscored' ? 'waits' : 'nobody';
}

/** Mean arousal over time around each person's own usual; nothing where fewer than two steps tell any. */
export function arousalTrend({ figures, stepSeconds, points }: ArousalCourse, range: Instants, f: Format): TemplateResult | typeof nothing {
    const told = points.flatMap((p) => p.arousal?.estimate ? [p.arousal.estimate] : []);
    if (told.length === 0)
        return nothing;
    const end = scaleEnd(told);
    const means = told.map((e) => e.mean);
    const steps = courseSteps({ range, stepSeconds, points }).map(({ start, point }) => ({ start, band: point ? stepBand(point) : 'unseen' as const }));
    return bandTrend(
        'stress-trend', f.text.stressTrend(figures.name, f.signed(Math.min(...means)), f.signed(Math.max(...means))), steps, stepSeconds,
        { ends: [-end, end], names: [`−${end}`, `+${end}`], zero: true, waits: f.text.stressWaits }, f.text.stressTrendBand(f.duration(stepSeconds)), f);
}
