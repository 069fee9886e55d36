namespace StoreSensing.Edge.Agent.Compliance.Html;

/// <summary>The style of the notice to hang: one A4 sheet, read while walking by.</summary>
internal static class NoticeStyle
{
    public static Markup Css { get; } = Markup.Of($$"""
        @page { size: A4; margin: 0; }
        :root { color-scheme: light; font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
        *, *::before, *::after { box-sizing: border-box; }
        html, body { margin: 0; background: #fff; color: #101218; }
        .sheet { width: 210mm; height: 296.5mm; margin: 0 auto; display: flex; flex-direction: column; overflow: hidden; }
        .top { background: #0b3b52; color: #fff; padding: 11mm 14mm 10mm; display: flex; gap: 9mm; align-items: center; }
        .top svg { flex: none; width: 36mm; height: 36mm; }
        h1 { margin: 0; font-size: 33pt; line-height: 1.1; letter-spacing: -0.01em; }
        .top p { margin: 3mm 0 0; font-size: 15pt; line-height: 1.3; }
        .body { flex: 1; padding: 9mm 14mm 0; display: flex; flex-direction: column; gap: 6mm; min-height: 0; font-size: 16.5pt; line-height: 1.32; }
        .body p { margin: 0; overflow-wrap: anywhere; }
        .lead { font-size: 20pt; }
        .ai { border: 1.2mm solid #b45309; border-radius: 4mm; padding: 5mm 6mm; display: grid; gap: 2.5mm; }
        .ai .law { font-size: 12pt; color: #3b3f4a; }
        .no { display: grid; grid-template-columns: 1fr 1fr; gap: 4mm 8mm; padding: 0; margin: 0; list-style: none; }
        .no li { display: flex; gap: 3mm; align-items: baseline; font-weight: 600; }
        .no li::before { content: "✕"; color: #b91c1c; font-weight: 700; }
        .foot { padding: 6mm 14mm 11mm; display: flex; gap: 9mm; align-items: flex-end; }
        .who { flex: 1; border-top: 0.6mm solid #101218; padding-top: 4mm; font-size: 12.5pt; line-height: 1.36; overflow-wrap: anywhere; display: grid; gap: 2mm; }
        .who p { margin: 0; }
        .blank { display: inline-block; min-width: 90mm; border-bottom: 0.4mm solid #101218; }
        .code { flex: none; width: 48mm; text-align: center; font-size: 11.5pt; font-weight: 600; line-height: 1.25; }
        .code svg { width: 48mm; height: 48mm; display: block; }
        .code small { display: block; font-weight: 400; font-size: 7.5pt; overflow-wrap: anywhere; }
        .dense h1 { font-size: 26pt; } .dense .top { padding: 8mm 14mm 7mm; } .dense .top svg { width: 28mm; height: 28mm; } .dense .top p { font-size: 13pt; }
        .dense .body { font-size: 15.5pt; gap: 5.5mm; padding-top: 7mm; } .dense .lead { font-size: 18pt; } .dense .ai .law { font-size: 11pt; } .dense .who { font-size: 11pt; }
        .tight h1 { font-size: 24pt; } .tight .top { padding: 7mm 14mm 6mm; } .tight .top p { font-size: 12pt; } .tight .body { font-size: 12.5pt; gap: 4mm; padding-top: 6mm; } .tight .lead { font-size: 14pt; } .tight .ai .law { font-size: 10pt; } .tight .who { font-size: 10.5pt; }
        .packed h1 { font-size: 21pt; } .packed .top { padding: 6mm 14mm; } .packed .body { font-size: 10.5pt; gap: 3mm; padding-top: 5mm; } .packed .lead { font-size: 12pt; } .packed .ai .law { font-size: 9pt; } .packed .who { font-size: 9pt; }
        * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
        @media screen { html { background: #d9dbe3; } .sheet { background: #fff; box-shadow: 0 2px 18px #0003; } }
        """);

    /// <summary>A camera that counts, as seen from afar.</summary>
    public static Markup Camera { get; } = Markup.Of($"""
        <svg viewBox="0 0 64 64" aria-hidden="true"><g fill="none" stroke="#fff" stroke-width="3.4" stroke-linejoin="round" stroke-linecap="round"><path d="M6 20 44 10l5 17-38 10z"/><path d="m49 17 7-2 3 10-7 2"/><path d="m22 35 3 10H9M9 38v15"/></g><circle cx="19" cy="24" r="3" fill="#fff"/><g fill="#fff"><circle cx="37" cy="46" r="4"/><path d="M30 62c0-7 3-10 7-10s7 3 7 10z"/><circle cx="52" cy="46" r="4"/><path d="M45.600 62c0-7 2.400-10 6.400-10s7 3 7 10z"/></g></svg>
        """);

    /// <summary>A hand on two electrodes.</summary>
    public static Markup Hand { get; } = Markup.Of($"""
        <svg viewBox="0 0 64 64" aria-hidden="true"><g fill="none" stroke="#fff" stroke-width="3.4" stroke-linejoin="round" stroke-linecap="round"><path d="M20 40V15a4 4 0 0 1 8 0v16-21a4 4 0 0 1 8 0v21-18a4 4 0 0 1 8 0v28c0 10-6 17-15 17-8 0-12-4-15-10l-6-12c-1.500-4 4-6.500 6.500-3z"/><path d="M50 12h4l2-5 4 10 2-5"/></g></svg>
        """);
}
