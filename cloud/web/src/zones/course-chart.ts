import { BarChart, CustomChart, LineChart } from 'echarts/charts';
import type { CustomSeriesOption } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { SeriesPoint } from '../api/types';
import type { Course } from '../app/state';
import type { Format } from '../i18n/format';
import { countReason, visitsOfPoint, visitsText } from './counts';
import { courseSteps, type CourseStep } from './course-steps';

use([BarChart, CustomChart, LineChart, GridComponent, TooltipComponent, CanvasRenderer]);

export interface CourseChart {
    readonly box: HTMLElement;
    show(course: Course, f: Format): void;
    dispose(): void;
}

/**
 * A chart in a box: visits as bars, presence as a line, steps that were not observed as grey ground, withheld visits as a strip
 * at its foot: no bar would look like 0.
 */
export function createChart(box: HTMLElement): CourseChart {
    const chart = init(box, null, { renderer: 'canvas' });
    const resizes = new ResizeObserver(() => chart.resize());
    resizes.observe(box);
    return {
        box,
        show: (course, f) => chart.setOption(options(box, course, f), { notMerge: true }),
        dispose: () => {
            resizes.disconnect();
            chart.dispose();
        },
    };
}

function options(box: HTMLElement, course: Course, f: Format): Parameters<ReturnType<typeof init>['setOption']>[0] {
    const style = getComputedStyle(box);
    const colour = (name: string): string => style.getPropertyValue(name).trim();
    const steps = courseSteps(course);
    const days = course.range.to.getTime() - course.range.from.getTime() > 36 * 3_600_000;
    const label = (date: Date): string => days ? f.dateTime(date) : f.time(date);
    const axisText = { color: colour('--quiet'), fontSize: 11, fontFamily: style.fontFamily };
    const value = (show: boolean) => ({
        type: 'value' as const, min: 0, minInterval: show ? 1 : 0, splitNumber: 3,
        axisLabel: { ...axisText, formatter: (n: number) => f.quantity(n) },
        splitLine: { show, lineStyle: { color: colour('--rule') } },
    });
    return {
        animation: false,
        textStyle: { fontFamily: style.fontFamily },
        grid: { left: 4, right: 4, top: 10, bottom: 2, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
        // Rich text is drawn on the canvas; the HTML tooltip would carry inline styles, which the page's policy forbids.
        tooltip: {
            trigger: 'axis', renderMode: 'richText', confine: true, transitionDuration: 0,
            backgroundColor: colour('--card'), borderColor: colour('--rule-strong'), textStyle: { color: colour('--ink'), fontSize: 12, fontFamily: style.fontFamily },
            formatter: (items: unknown) => {
                const index = (items as { dataIndex: number }[])[0]?.dataIndex ?? -1;
                const step = steps[index];
                if (!step)
                    return '';
                const lines = step.point ? pointLines(step.point, f) : [f.text.courseUnobserved];
                return [label(step.start), ...lines].join('\n');
            },
        },
        xAxis: {
            type: 'category', data: steps.map((s) => label(s.start)), axisTick: { show: false }, axisLabel: { ...axisText, hideOverlap: true },
            axisLine: { lineStyle: { color: colour('--rule-strong') } },
        },
        yAxis: [value(true), value(false), { type: 'value', min: 0, max: 1, show: false }],
        series: [
            { type: 'bar', yAxisIndex: 2, silent: true, barWidth: '102%', barGap: '-100%', itemStyle: { color: colour('--unobserved') },
                data: steps.map((s) => s.point ? 0 : 1) },
            { type: 'bar', yAxisIndex: 2, silent: true, barWidth: '102%', barGap: '-100%', itemStyle: { color: colour('--waits') },
                data: steps.map((s) => s.point && s.point.visits === null ? 0.05 : 0) },
            { type: 'bar', name: f.text.courseVisits, barWidth: '62%', itemStyle: { color: colour('--bar'), borderRadius: [2, 2, 0, 0] },
                data: steps.map((s) => s.point?.visits ?? null) },
            ...(steps.some((s) => s.point?.visitsPlusMinus) ? [whiskers(steps, colour('--ink'))] : []),
            { type: 'line', name: f.text.courseOccupancy, yAxisIndex: 1, showSymbol: false, connectNulls: false, smooth: false,
                lineStyle: { width: 2 }, itemStyle: { color: colour('--accent') }, data: steps.map((s) => s.point?.occupancyMean ?? null) },
        ],
    };
}

/** How far noise may have moved each bar, with 95 % confidence; people are not fewer than none. */
function whiskers(steps: readonly CourseStep[], stroke: string): CustomSeriesOption {
    return {
        type: 'custom', silent: true, z: 3, encode: { x: 0, y: [1, 2] },
        data: steps.flatMap(({ point }, i) => point && point.visits !== null && point.visitsPlusMinus !== null
            ? [[i, Math.max(0, point.visits - point.visitsPlusMinus), point.visits + point.visitsPlusMinus]] : []),
        renderItem: (_, api) => {
            const [x = 0, low = 0] = api.coord([api.value(0), api.value(1)]);
            const [, high = 0] = api.coord([api.value(0), api.value(2)]);
            return { type: 'line', shape: { x1: x, x2: x, y1: low, y2: high }, style: { stroke, lineWidth: 1.5, opacity: 0.55 } };
        },
    };
}

/** What a step says of itself. */
function pointLines(point: SeriesPoint, f: Format): string[] {
    const visits = visitsOfPoint(point);
    return [
        visitsText(visits, f) ?? countReason(visits, f) ?? f.text.countWaits,
        ...(point.countsSince === null ? [] : [f.text.courseSince(f.time(new Date(point.countsSince)))]),
        ...(point.engagedVisits === null ? [] : [f.text.engaged(f.integer(point.engagedVisits))]),
        ...(point.occupancyMean === null ? [] : [f.text.mean(f.quantity(point.occupancyMean))]),
    ];
}
