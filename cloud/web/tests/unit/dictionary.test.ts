import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dictionary, preferredLanguage, type Texts } from '../../src/i18n/dictionary';

const keys = Object.keys(dictionary.en) as (keyof Texts)[];

describe('dictionary', () => {
    it('languages_Keys_AreTheSame', () => {
        expect(Object.keys(dictionary.it).sort()).toEqual([...keys].sort());
    });

    it.each(keys)('text_%s_IsThereAndUsesEveryValueInBothLanguages', (key) => {
        const written = [dictionary.en[key], dictionary.it[key]].map((text) => {
            if (typeof text === 'string')
                return { text, given: [] as string[] };
            // Counts come as (n, text): the written number must appear, the bare one only chooses the plural.
            const given = Array.from({ length: text.length }, (_, i) => `«${i}»`);
            return { text: (text as (...values: unknown[]) => string)(...given), given };
        });
        const used = written.map(({ text, given }) => given.filter((value) => text.includes(value)));
        expect(written.every(({ text }) => text.trim() !== '')).toBe(true);
        expect(used[1]).toEqual(used[0]);
    });

    it('text_EveryKey_IsUsedByThePage', () => {
        const source = new URL('../../src/', import.meta.url);
        const code = readdirSync(source, { recursive: true, encoding: 'utf8' })
            .filter((file) => file.endsWith('.ts') && !file.endsWith('dictionary.ts'))
            .map((file) => readFileSync(new URL(file, source), 'utf8')).join('\n');
        expect(keys.filter((key) => !new RegExp(`\\b${key}\\b`).test(code))).toEqual([]);
    });

    it('preferredLanguage_BrowserList_TakesTheFirstSpoken', () => {
        expect(preferredLanguage(['de-CH', 'it-CH', 'en'])).toBe('it');
        expect(preferredLanguage(['EN-us', 'it'])).toBe('en');
        expect(preferredLanguage(['fr'])).toBe('en');
    });
});
