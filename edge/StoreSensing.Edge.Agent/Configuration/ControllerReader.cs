using StoreSensing.Configuration;

namespace StoreSensing.Edge.Agent.Configuration;

/// <summary>Who answers for the processing (GDPR Art. 4(7)), as it stands on the notice.</summary>
/// <param name="Name">The controller's name.</param>
/// <param name="Contact">How to reach the controller.</param>
/// <param name="Dpo">How to reach the data protection officer; null: none is named.</param>
/// <param name="NoticeUrl">Where the full notice can be read; null: it is handed out in the shop.</param>
internal sealed record ControllerConfig(string Name, string Contact, string? Dpo, string? NoticeUrl);

/// <summary>Asks for every key of <c>controller</c>.</summary>
internal static class ControllerReader
{
    // A QR code of more modules than this can't be read from two metres away.
    private const int LongestUrl = 120;

    public static ControllerConfig Read(ConfigSection s) => new(
        s.Text("name", "who decides why and how people are measured: the shop's company", null, Short(120)),
        s.Text("contact", "how to reach the controller: postal or e-mail address, telephone", null, Short(200)),
        s.OptionalText("dpo", "how to reach the data protection officer", Short(200)),
        s.OptionalText("noticeUrl", "https address of the full notice, for the QR code on the notice to hang; left out: the notice says that the full text is handed out in the shop", UrlProblem));

    private static Func<string, string?> Short(int most) => text => text.Length <= most ? null : $"is longer than {most} characters";

    private static string? UrlProblem(string text) =>
        !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.Host.Length == 0 ? "is no address as https://example.com/privacy"
        : url.UserInfo.Length > 0 ? "must not hold a name or a password: everybody can read it"
        : url.AbsoluteUri.Length > LongestUrl ? $"is longer than {LongestUrl} characters: its QR code could not be read from afar" : null;
}
