using System.Globalization;

namespace StoreSensing.Contracts.Audit;

/// <summary>An audit as lines to read.</summary>
public static class AuditText
{
    /// <summary>A message: what it is, every field path with its first value and how the schema permits it, and what is wrong.</summary>
    /// <param name="message">The message.</param>
    /// <param name="withFields">False: only messages with findings, and only those.</param>
    public static IEnumerable<string> Lines(AuditedMessage message, bool withFields)
    {
        if (!withFields && message.Findings.Count == 0)
            yield break;
        var at = message.At is { } time ? time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ ", CultureInfo.InvariantCulture) : "";
        yield return Line($"{at}{message.Topic}  {message.Schema ?? "no schema"}, {message.Bytes} bytes");
        foreach (var field in withFields ? message.Fields : [])
            yield return Line($"    {field.Path}{(field.Count > 1 ? $" ×{field.Count}" : "")} = {field.Sample}  ({field.Permitted ?? "not permitted"})");
        foreach (var finding in message.Findings)
            yield return Line($"  ! {finding.Rule} at {finding.Path}: {finding.Why}");
    }

    /// <summary>The end: per kind messages, bytes and distinct field paths, then the verdict.</summary>
    public static IEnumerable<string> Lines(AuditSummary summary)
    {
        yield return "kind             messages        bytes  field paths  not permitted";
        foreach (var (kind, totals) in summary.Kinds)
            yield return Line($"{kind,-15} {totals.Messages,9} {totals.Bytes,12} {totals.Paths.Count,12} {totals.Paths.Values.Count(p => p is null),14}");
        if (summary.Findings == 0)
        {
            yield return Line($"{summary.Messages} messages, {summary.Bytes} bytes: every field is permitted by its schema, no finding");
            yield break;
        }
        yield return Line($"{summary.Findings} findings in {summary.Flagged} of {summary.Messages} messages: {string.Join(", ", summary.Rules.Select(r => Line($"{r.Key} {r.Value}")))}");
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
