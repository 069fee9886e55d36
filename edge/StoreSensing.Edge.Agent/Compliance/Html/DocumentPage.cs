namespace StoreSensing.Edge.Agent.Compliance.Html;

/// <summary>One document as a page that needs nothing else: no script, no network, no picture.</summary>
internal static class DocumentPage
{
    /// <summary>A page.</summary>
    /// <param name="language">Its language, <c>it</c> or <c>en</c>.</param>
    /// <param name="title">Its title.</param>
    /// <param name="css">Its style, a literal of this program.</param>
    /// <param name="body">What stands in it.</param>
    public static string Of(string language, string title, Markup css, Markup body) => Markup.Of($"""
        <!DOCTYPE html>
        <html lang="{language}">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
        <title>{title}</title>
        <style>
        {css}
        </style>
        </head>
        <body>
        {body}
        </body>
        </html>

        """).ToString().ReplaceLineEndings("\n");

    /// <summary>A draft with its title and the box that says that it is one.</summary>
    public static string Draft(PackWords words, string title, string basis, PackFacts facts, Markup body) => Of(
        words.Code,
        $"{title} · {facts.StoreName}",
        DocumentStyle.Css,
        Markup.Of($"""
            <main>
            <header><p class="kind">{basis}</p><h1>{title}</h1><p class="where">{facts.StoreName} · {facts.Config.Device}</p></header>
            <p class="draft"><b>{words.DraftTitle}</b> {words.DraftText}</p>
            {body}
            <footer>{words.MadeBy(facts)}</footer>
            </main>
            """));
}
