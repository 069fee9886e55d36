using System.Globalization;
using StoreSensing.Configuration;

namespace StoreSensing.Edge.Agent.Configuration;

/// <summary>Asks for the keys without which nothing is inferred about people.</summary>
internal static class PurposeReader
{
    /// <summary>The grounds of Article 6(1) GDPR, in its order; not each carries each inference.</summary>
    public static readonly IReadOnlyList<string> LawfulBases = ["consent", "contract", "legal-obligation", "vital-interests", "public-task", "legitimate-interests"];

    private const int MostDays = 730;
    private static readonly DateOnly Earliest = new(2000, 1, 1);

    /// <param name="s">The section.</param>
    /// <param name="what">What is done, e.g. <c>expressions are looked at</c>.</param>
    /// <param name="notice">Where people may be told.</param>
    /// <param name="basisProblem">What is wrong with a lawful basis for it, or null.</param>
    public static PurposeConfig Read(ConfigSection s, string what, string notice, Func<string, string?> basisProblem)
    {
        var purpose = s.Text("purpose", $"why {what}, as it stands on the notice");
        var place = s.Text("noticePlace", notice);
        var since = s.Text("noticeSince", "the day since when it hangs, YYYY-MM-DD; the program refuses to start before it", null, DayProblem);
        var basis = s.Choice("lawfulBasis", "the ground of Article 6(1) GDPR on which it is done", null, LawfulBases);
        if (basisProblem(basis) is { } problem)
            s.Refuse("lawfulBasis", problem);
        var days = s.Integer("retentionDays", "for how long these figures may be kept, as it stands on the notice, days; at least outbox.maxDays", null, 1, MostDays);
        return new PurposeConfig(purpose, place, EdgeConfigReader.TryDate(since, out var day) ? day : default, basis, s.Has("retentionDays") ? days : MostDays);
    }

    /// <summary>What is wrong with a ground for reading the expressions of people who pass a camera, or null.</summary>
    public static string? ExpressionProblem(string basis) => basis switch
    {
        "contract" => $"carries no expressions: nobody who walks past a camera has a contract that needs them; {OfExpression}",
        "legal-obligation" => $"carries no expressions: no law obliges a shop to read them; {OfExpression}",
        "vital-interests" => $"carries no expressions: nobody's life depends on them; {OfExpression}",
        _ => null,
    };

    /// <summary>What is wrong with a ground for measuring skin conductance, or null.</summary>
    public static string? SkinConductanceProblem(string basis) => basis == "consent"
        ? null
        : $"carries no skin conductance: it is a signal of the body that tells of stress, as close to health as Article 9 GDPR protects, so only the explicit consent of each person carries it (Article 9(2)(a)); write {Written("consent")}";

    // Nothing of this could have been announced before: the year is mistyped.
    private static string? DayProblem(string text) => !EdgeConfigReader.TryDate(text, out var day) ? "must be a day as YYYY-MM-DD"
        : day < Earliest ? string.Create(CultureInfo.InvariantCulture, $"is before {Earliest:yyyy-MM-dd}, when no shop could have told of it: the year must be a mistake") : null;

    private static string OfExpression => $"write {Written("legitimate-interests")} (after weighing them against the visitors'), {Written("consent")} or {Written("public-task")}";

    private static string Written(string basis) => $"'lawfulBasis: {basis}'";
}
