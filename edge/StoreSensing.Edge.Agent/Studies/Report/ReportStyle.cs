namespace StoreSensing.Edge.Agent.Studies.Report;

/// <summary>The report's style: light and dark, narrow and wide, on paper.</summary>
internal static class ReportStyle
{
    public const string Css =
        """
        :root { color-scheme: light dark; --page: #f3f4f7; --card: #fff; --ink: #15171e; --quiet: #585c6b; --rule: #e6e7ec; --grid: #ebedf1;
          --signal: #0a6c7e; --level: #6b3fa0; --scr: #9a4a00; --calm: #3b7ddd; --tense: #c2410c; --gap: #dcdee6; --settling: #e9eaf0; --artefact: #f6d3d6; --unsaid: #ececf1;
          font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%; }
        @media (prefers-color-scheme: dark) { :root { --page: #0e0f14; --card: #171920; --ink: #f1f2f6; --quiet: #a5a9b8; --rule: #282b36; --grid: #22252f;
          --signal: #5ccbd9; --level: #c9a6ff; --scr: #ffb86b; --calm: #7aa9f7; --tense: #ff9466; --gap: #30333f; --settling: #242731; --artefact: #4a2027; --unsaid: #22242d; } }
        *, *::before, *::after { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--ink); }
        main { max-width: 1180px; margin: 0 auto; padding: 20px 16px 40px; display: grid; gap: 16px; grid-template-columns: minmax(0, 1fr); }
        h1, h2, p, dl, dd, ul, figure { margin: 0; padding: 0; }
        h1 { font-size: clamp(17px, 4.6vw, 22px); line-height: 1.2; letter-spacing: -0.01em; overflow-wrap: anywhere; }
        h2 { font-size: 16px; }
        .kind, .quiet { color: var(--quiet); font-size: 13px; }
        .card { background: var(--card); border: 1px solid var(--rule); border-radius: 14px; padding: 16px 18px; display: grid; gap: 10px; grid-template-columns: minmax(0, 1fr); }
        .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px 20px; }
        .facts dt { color: var(--quiet); font-size: 12.5px; }
        .facts dd { font-size: 17px; font-weight: 600; }
        .facts small { display: block; font-size: 12.5px; font-weight: 400; color: var(--quiet); }
        .plot { position: relative; padding: 0 6px 22px 46px; }
        .plot svg { display: block; width: 100%; overflow: hidden; }
        .plot span { position: absolute; color: var(--quiet); font-size: 11.5px; line-height: 14px; white-space: nowrap; }
        .plot .y { left: 0; width: 40px; text-align: right; margin-top: -7px; }
        .plot .row { left: 46px; right: 0; overflow: hidden; text-overflow: ellipsis; font-weight: 600; color: var(--ink); }
        .plot .x { bottom: 2px; }
        .plot .area { position: absolute; inset: 0 6px 0 46px; pointer-events: none; }
        .plot .area span { transform: translateX(-50%); }
        .grid { stroke: var(--grid); } .zero { stroke: var(--quiet); stroke-opacity: 0.5; }
        .grid, .zero, .signal, .level, .scr { vector-effect: non-scaling-stroke; fill: none; }
        .signal { stroke: var(--signal); stroke-width: 1.3; stroke-linejoin: round; stroke-linecap: round; }
        .level { stroke: var(--level); stroke-width: 1.6; stroke-linejoin: round; stroke-linecap: round; }
        .scr { stroke: var(--scr); stroke-width: 1.5; } .scr.unclean { stroke: var(--quiet); stroke-opacity: 0.6; }
        .no-contact { fill: var(--gap); } .settling, .not-judged { fill: var(--settling); } .artefact { fill: var(--artefact); } .unsaid { fill: var(--unsaid); }
        .calm { fill: var(--calm); } .tense { fill: var(--tense); }
        .key { display: flex; flex-wrap: wrap; gap: 4px 16px; list-style: none; font-size: 13px; color: var(--quiet); }
        .key li { display: flex; align-items: center; gap: 6px; } .key svg { flex: none; }
        .key rect { stroke: var(--rule); }
        details.card { display: block; }
        details > summary { cursor: pointer; font-size: 16px; font-weight: 600; }
        details .strip { margin-top: 14px; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-size: 13px; }
        th, td { padding: 5px 8px; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--rule); }
        th { color: var(--quiet); font-weight: 600; white-space: normal; vertical-align: bottom; line-height: 1.25; }
        th:first-child, td:first-child, th:last-child, td:last-child { text-align: left; }
        tbody tr:last-child td { border-bottom: 0; }
        .prose { display: grid; gap: 8px; } .prose p { max-width: 84ch; }
        .sources { padding-left: 18px; font-size: 13px; color: var(--quiet); display: grid; gap: 4px; overflow-wrap: anywhere; max-width: 90ch; }
        @media print { :root { color-scheme: light; --page: #fff; font-size: 10.5pt; } main { padding: 0; max-width: none; gap: 10px; }
          .card { border: 0; padding: 0; } .plot, .strip, tr, .prose p { break-inside: avoid; } .scroll { overflow: visible; } th, td { padding: 3px 5px; font-size: 8.5pt; }
          * { -webkit-print-color-adjust: exact; print-color-adjust: exact; } thead { display: table-header-group; } }
        """;
}
