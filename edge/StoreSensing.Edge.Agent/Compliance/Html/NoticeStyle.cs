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
        .top { background: #0b3b52; color: #fff; padding: 1.5em 14mm 1.4em; display: flex; gap: 1.5em; align-items: center; }
        .top svg { flex: none; width: 5em; height: 5em; }
        h1 { margin: 0; font-size: 1.9em; line-height: 1.12; letter-spacing: -0.01em; overflow-wrap: anywhere; }
        .top p { margin: 0.4em 0 0; font-size: 0.92em; line-height: 1.3; }
        .body { flex: 1; padding: 1.4em 14mm 0; display: flex; flex-direction: column; gap: 1em; min-height: 0; line-height: 1.32; }
        .body p { margin: 0; overflow-wrap: anywhere; }
        .lead { font-size: 1.2em; }
        .ai { border: 1.2mm solid #b45309; border-radius: 4mm; padding: 0.8em 1em; display: grid; gap: 0.5em; }
        .ai .law { font-size: 0.72em; color: #3b3f4a; }
        .no { display: grid; grid-template-columns: 1fr 1fr; gap: 0.7em 1.3em; padding: 0; margin: 0; list-style: none; }
        .no li { display: flex; gap: 0.6em; align-items: baseline; font-weight: 600; }
        .no li::before { content: "✕"; color: #b91c1c; font-weight: 700; }
        .foot { padding: 1em 14mm 11mm; display: flex; gap: 9mm; align-items: flex-end; }
        .who { flex: 1; border-top: 0.6mm solid #101218; padding-top: 0.8em; font-size: 0.76em; line-height: 1.36; overflow-wrap: anywhere; display: grid; gap: 0.5em; }
        .who p { margin: 0; }
        .blank { display: inline-block; min-width: 90mm; border-bottom: 0.4mm solid #101218; }
        .code { flex: none; width: 48mm; text-align: center; font-size: 11.5pt; font-weight: 600; line-height: 1.25; }
        .code svg { width: 48mm; height: 48mm; display: block; }
        .code small { display: block; font-weight: 400; font-size: 7.5pt; overflow-wrap: anywhere; }
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
