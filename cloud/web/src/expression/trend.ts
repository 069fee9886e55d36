import { nothing, type TemplateResult } from 'lit-html';
import type { ExpressionCourse } from '../app/state';
import { bandTrend } from '../charts/band-trend';
import { axisEnd } from '../charts/interval-bar';
import type { Format } from '../i18n/format';
import type { Instants } from '../range/range';
import { courseSteps } from '../zones/course-steps';

/** The share of positive expressions over time, each step with its band; nothing where fewer than two steps tell any. */
export function expressionTrend({ figures, stepSeconds, points }: ExpressionCourse, range: Instants, f: Format): TemplateResult | typeof nothing {
    const told = points.flatMap((p) => p.shares ? [p.shares.positive] : []);
    if (told.length === 0)
        return nothing;
    const end = axisEnd(Math.max(...told.map((s) => s.high)));
    const shares = told.map((s) => s.share);
    const steps = courseSteps({ range, stepSeconds, points }).map(({ start, point }) => {
        const positive = point?.shares?.positive;
        const band = positive ? { value: positive.share, low: positive.low, high: positive.high } : point ? 'waits' as const : 'unseen' as const;
        return { start, band };
    });
    return bandTrend(
        'expression-trend', f.text.expressionTrend(figures.name, f.percent(Math.min(...shares)), f.percent(Math.max(...shares))), steps, stepSeconds,
        { ends: [0, end], names: [f.percent(0), f.percent(end)] }, f.text.expressionTrendBand(f.duration(stepSeconds)), f);
}
