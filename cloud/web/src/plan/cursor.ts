import { noChange } from 'lit-html';
import { directive, Directive, type ElementPart, type PartInfo, PartType } from 'lit-html/directive.js';
import type { Actions, State } from '../app/state';
import { cellAt, contains, toSurface, type Cell, type Drawn } from './geometry';

/** Pointer and keys on the plan: which cell is read out, which zone was tapped. */
class CursorHandlers extends Directive {
    private current: { drawn: Drawn; state: State; actions: Actions } | null = null;
    private element: HTMLElement | null = null;

    constructor(part: PartInfo) {
        super(part);
        if (part.type !== PartType.ELEMENT)
            throw new Error('cursorHandlers belongs on an element');
    }

    render(_drawn: Drawn, _state: State, _actions: Actions): typeof noChange {
        return noChange;
    }

    override update(part: ElementPart, [drawn, state, actions]: [Drawn, State, Actions]): typeof noChange {
        this.current = { drawn, state, actions };
        if (!this.element) {
            this.element = part.element as HTMLElement;
            this.element.addEventListener('pointermove', (event) => this.onPointer(event));
            this.element.addEventListener('pointerdown', (event) => this.onPointer(event));
            this.element.addEventListener('pointerleave', (event) => {
                if (event.pointerType === 'mouse')
                    this.current?.actions.moveCursor(null);
            });
            this.element.addEventListener('click', (event) => this.onTap(event));
            this.element.addEventListener('keydown', (event) => this.onKey(event));
            this.element.addEventListener('blur', () => this.current?.actions.moveCursor(null));
        }
        return noChange;
    }

    private pixel(event: MouseEvent): readonly [number, number] {
        const box = this.element?.getBoundingClientRect();
        return [event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0)];
    }

    private onPointer(event: PointerEvent): void {
        if (!this.current)
            return;
        const cell = cellAt(this.current.drawn, this.pixel(event));
        const old = this.current.state.cursor;
        if (old?.cell.column !== cell?.column || old?.cell.row !== cell?.row || old?.byKeys)
            this.current.actions.moveCursor(cell ? { cell, byKeys: false } : null);
    }

    private onTap(event: MouseEvent): void {
        if (!this.current)
            return;
        const { drawn, state, actions } = this.current;
        const point = toSurface(drawn, this.pixel(event));
        const zone = state.layout?.zones.find((z) => z.surface === drawn.surface.surface && contains(z.polygon, point));
        if (zone)
            actions.chooseZone(zone.zone);
    }

    private onKey(event: KeyboardEvent): void {
        if (!this.current)
            return;
        const { drawn: { surface }, state, actions } = this.current;
        const up = surface.unit === 'metre' ? 1 : -1;
        const steps: Readonly<Record<string, readonly [number, number]>> = {
            ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, up], ArrowDown: [0, -up],
        };
        const step = steps[event.key];
        if (event.key === 'Escape')
            actions.moveCursor(null);
        if (!step)
            return;
        event.preventDefault();
        const from = state.cursor?.cell ?? { column: Math.floor(surface.columns / 2), row: Math.floor(surface.rows / 2) };
        const clamp = (value: number, count: number): number => Math.min(count - 1, Math.max(0, value));
        const cell: Cell = { column: clamp(from.column + step[0], surface.columns), row: clamp(from.row + step[1], surface.rows) };
        actions.moveCursor({ cell, byKeys: true });
    }
}

export const cursorHandlers = directive(CursorHandlers);
