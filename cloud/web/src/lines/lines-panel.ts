import { html, nothing, type TemplateResult } from 'lit-html';
import type { LineFigures } from '../api/types';
import type { State } from '../app/state';
import type { Format } from '../i18n/format';
import { countReason, countText, crossings } from '../zones/counts';

/** Crossings of every line in both directions. */
export function linesPanel({ figures }: State, f: Format): TemplateResult | typeof nothing {
    if (!figures || figures.lines.length === 0)
        return nothing;
    return html`
        <section class="card" aria-labelledby="lines-title">
            <h2 id="lines-title">${f.text.lines}</h2>
            <ul class="lines">
                ${figures.lines.map((line) => html`
                    <li data-testid="line-row" data-line=${line.line}>
                        <span class="line-name">${line.name}</span>
                        ${line.observedSeconds > 0 ? html`
                            ${way(line, 'in', f)}${way(line, 'out', f)}`
                            : html`<span class="absent">${f.text.notObserved}</span>`}
                    </li>`)}
            </ul>
        </section>`;
}

/** Crossings in one direction, as far as they are told. */
function way(line: LineFigures, direction: 'in' | 'out', f: Format): TemplateResult {
    const count = crossings(line, direction);
    const text = countText(count, f);
    const reason = countReason(count, f);
    const name = direction === 'in' ? line.inName || f.text.lineIn : line.outName || f.text.lineOut;
    return html`
        <span class="line-count"><span class="arrow" aria-hidden="true">${direction === 'in' ? '→' : '←'}</span>
            ${text === null ? nothing : html`<b data-testid="line-${direction}">${text}</b>`} ${name}
            ${reason ? html`<span class="absent">${reason}</span>` : nothing}</span>`;
}
