import { noChange } from 'lit-html';
import { directive, Directive, type ElementPart } from 'lit-html/directive.js';

/** Lengths and places, set through the DOM: the page's policy forbids style attributes, which lit's own `styleMap` writes first. */
class BoxStyle extends Directive {
    render(_style: Readonly<Record<string, string>>): typeof noChange {
        return noChange;
    }

    override update(part: ElementPart, [style]: [Readonly<Record<string, string>>]): typeof noChange {
        const target = (part.element as HTMLElement).style;
        for (const [name, value] of Object.entries(style)) {
            if (target.getPropertyValue(name) !== value)
                target.setProperty(name, value);
        }
        return noChange;
    }
}

/** Tells an element's inner width whenever it changes. */
class OnWidth extends Directive {
    private element: Element | null = null;
    private tell: (width: number) => void = () => undefined;
    private readonly observer = new ResizeObserver((entries) => {
        const width = entries[0]?.contentRect.width;
        if (width !== undefined)
            this.tell(Math.floor(width));
    });

    render(_tell: (width: number) => void): typeof noChange {
        return noChange;
    }

    override update(part: ElementPart, [tell]: [(width: number) => void]): typeof noChange {
        this.tell = tell;
        if (this.element !== part.element) {
            this.observer.disconnect();
            this.element = part.element;
            this.observer.observe(part.element);
        }
        return noChange;
    }
}

export const boxStyle = directive(BoxStyle);
export const onWidth = directive(OnWidth);
