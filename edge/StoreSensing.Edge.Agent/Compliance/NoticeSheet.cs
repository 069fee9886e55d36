using StoreSensing.Edge.Agent.Compliance.Html;
using StoreSensing.Edge.Agent.Compliance.Qr;

namespace StoreSensing.Edge.Agent.Compliance;

/// <summary>What the notice to hang says, in one language.</summary>
internal sealed record NoticeWords
{
    public required string Title { get; init; }

    public required string Lead { get; init; }

    /// <summary>What is inferred about how people feel, a paragraph each; empty where nothing is.</summary>
    public required IReadOnlyList<Markup> Emotion { get; init; }

    /// <summary>The articles that ask for it.</summary>
    public required string EmotionLaw { get; init; }

    public required string Measures { get; init; }

    public required IReadOnlyList<string> Never { get; init; }

    public required string? OptOut { get; init; }

    public required string Controller { get; init; }

    public required string Officer { get; init; }

    public required string Rights { get; init; }

    public required string FullText { get; init; }

    public required string HandedOut { get; init; }
}

/// <summary>The notice to hang: one A4 sheet with the first layer of information and the way to the second.</summary>
internal static class NoticeSheet
{
    public static string Page(PackFacts facts, PackWords words, NoticeWords notice)
    {
        var controller = facts.Config.Controller;
        var size = NoticeFit.Of(notice, [$"{notice.Controller} {controller?.Name}, {controller?.Contact}", $"{notice.Officer} {controller?.Dpo}", notice.Rights, notice.HandedOut], controller?.NoticeUrl is not null);
        return DocumentPage.Of(words.Code, $"{notice.Title} · {facts.StoreName}", NoticeStyle.Css, Markup.Of($"""
            <div class="sheet" style="{NoticeFit.Style(size)}">
            <div class="top">{(facts.Cameras ? NoticeStyle.Camera : NoticeStyle.Hand)}<div><h1>{notice.Title}</h1><p>{notice.Lead}</p></div></div>
            <div class="body">
            <p class="lead">{notice.Measures}</p>
            {Emotion(notice)}
            <ul class="no">{Markup.All(notice.Never.Select(n => Markup.Of($"<li>{n}</li>")))}</ul>
            {(notice.OptOut is { } optOut ? Markup.Of($"<p>{optOut}</p>") : Markup.Nothing)}
            </div>
            <div class="foot"><div class="who">
            <p><b>{notice.Controller}</b> {(controller is null ? Blank : Markup.Of($"{controller.Name}, {controller.Contact}"))}</p>
            {(controller?.Dpo is { } officer ? Markup.Of($"<p><b>{notice.Officer}</b> {officer}</p>") : Markup.Nothing)}
            <p>{notice.Rights}</p>
            {(controller?.NoticeUrl is null ? Markup.Of($"<p><b>{notice.HandedOut}</b></p>") : Markup.Nothing)}
            </div>{(controller?.NoticeUrl is { } url ? Code(url, notice.FullText) : Markup.Nothing)}</div>
            </div>
            """));
    }

    private static Markup Blank { get; } = Markup.Of($"<span class=\"blank\">&#160;</span>");

    private static Markup Emotion(NoticeWords notice) => notice.Emotion.Count == 0 ? Markup.Nothing : Markup.Of($"""
        <div class="ai">{Markup.All(notice.Emotion.Select(e => Markup.Of($"<p>{e}</p>")))}<p class="law">{notice.EmotionLaw}</p></div>
        """);

    private static Markup Code(string url, string label) =>
        Markup.Of($"<div class=\"code\">{QrSvg.Of(QrCode.Of(url), url)}{label}<small>{url}</small></div>");
}
