namespace StoreSensing.Edge.Agent.Compliance.Html;

/// <summary>The style of documents to read, fill in and print on A4.</summary>
internal static class DocumentStyle
{
    public static Markup Css { get; } = Markup.Of($$"""
        @page { size: A4; margin: 18mm 17mm 18mm 17mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt "DejaVu Sans", sans-serif; color: #585c6b; } }
        :root { color-scheme: light; --ink: #15171e; --quiet: #585c6b; --rule: #d9dbe3; --open: #8a4b00; --open-back: #fff6e6; --draft: #0a5a6b; --draft-back: #eaf6f8;
          font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%; }
        *, *::before, *::after { box-sizing: border-box; }
        body { margin: 0; background: #fff; color: var(--ink); }
        main { max-width: 900px; margin: 0 auto; padding: 28px 20px 48px; }
        h1 { font-size: 26px; line-height: 1.2; margin: 2px 0 4px; letter-spacing: -0.01em; }
        h2 { font-size: 19px; line-height: 1.25; margin: 30px 0 8px; padding-top: 12px; border-top: 2px solid var(--ink); break-after: avoid; }
        h3 { font-size: 16px; margin: 20px 0 6px; break-after: avoid; }
        h4 { font-size: 14px; margin: 14px 0 4px; break-after: avoid; }
        p, ul, ol, dl, table { margin: 0 0 10px; }
        ul, ol { padding-left: 22px; } li { margin-bottom: 4px; }
        h1, h2, h3, h4, p, li, td, th { overflow-wrap: break-word; } td:first-child, .facts td, .fields td { overflow-wrap: anywhere; } .list td:first-child { min-width: 23mm; }
        .fill { display: block; min-width: 17mm; height: 1.3em; border-bottom: 1px dashed var(--open); background: var(--open-back); }
        .kind, .where, footer, .quiet { color: var(--quiet); font-size: 13px; margin: 0; }
        header { margin-bottom: 16px; }
        .draft { background: var(--draft-back); border-left: 4px solid var(--draft); padding: 10px 14px; font-size: 14px; break-inside: avoid; }
        .open { background: var(--open-back); border-left: 4px solid var(--open); padding: 8px 14px; font-size: 14px; break-inside: avoid; }
        .open b, .open-mark { color: var(--open); }
        .open-mark { font-weight: 600; }
        td .open { padding: 2px 8px; margin: 0; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-size: 13px; line-height: 1.4; }
        th, td { text-align: left; vertical-align: top; padding: 5px 10px 5px 0; border-bottom: 1px solid var(--rule); }
        thead th { color: var(--quiet); font-weight: 600; border-bottom: 1.5px solid var(--ink); }
        tr { break-inside: avoid; } thead { display: table-header-group; }
        .facts th { width: 32%; font-weight: 600; }
        .fields { table-layout: fixed; }
        .fields th:nth-child(1) { width: 27%; } .fields th:nth-child(2) { width: 14%; } .fields th:nth-child(4) { width: 24%; }
        pre { margin: 0.4em 0; padding: 0.5em 0.8em; border-left: 3px solid currentColor; }
        code { font: 0.9em/1.35 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: break-word; }
        .card { border: 1px solid var(--rule); border-radius: 8px; padding: 4px 14px 8px; margin-bottom: 12px; font-size: 13px; }
        .card table { font-size: 11.5px; } .card td, .card th { padding-right: 8px; }
        .sign { display: grid; grid-template-columns: 1fr 1fr; gap: 36px; margin-top: 44px; break-inside: avoid; }
        .sign div { border-top: 1px solid var(--ink); padding-top: 4px; font-size: 13px; color: var(--quiet); }
        footer { margin-top: 30px; padding-top: 8px; border-top: 1px solid var(--rule); font-size: 12px; }
        @media print { :root { font-size: 10pt; } main { padding: 0; max-width: none; } h1 { font-size: 18pt; } h2 { font-size: 13pt; margin-top: 16pt; } h3 { font-size: 11pt; } h4 { font-size: 10pt; }
          table, .card { font-size: 8.8pt; } .card table { font-size: 7.6pt; } .draft, .open { font-size: 9.4pt; } .kind, .where, .quiet { font-size: 9pt; } .scroll { overflow: visible; }
          p { orphans: 3; widows: 3; } * { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }
        """);
}
