import { html, nothing, type TemplateResult } from 'lit-html';
import type { State } from '../app/state';
import type { Format } from '../i18n/format';

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
                            <span class="line-count"><span class="arrow" aria-hidden="true">→</span>
                                <b data-testid="line-in">${f.integer(line.in)}</b> ${line.inName || f.text.lineIn}</span>
                            <span class="line-count"><span class="arrow" aria-hidden="true">←</span>
                                <b data-testid="line-out">${f.integer(line.out)}</b> ${line.outName || f.text.lineOut}</span>`
                            : html`<span class="absent">${f.text.notObserved}</span>`}
                    </li>`)}
            </ul>
        </section>`;
}
