using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using StoreSensing.Cloud.Core.Storage;

namespace StoreSensing.Cloud.Aggregator.Api;

/// <summary>The parameters <c>from</c> and <c>to</c>: ISO 8601, UTC unless they say otherwise; the last 15 minutes when left out.</summary>
internal static class RangeQuery
{
    private static readonly TimeSpan DefaultLength = TimeSpan.FromMinutes(15);

    public static bool TryRead(string? from, string? to, TimeProvider time, out TimeRange range, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        range = default;
        problem = null;
        if (!TryReadTime(to, time.GetUtcNow, out var end))
            problem = Problems.BadRequest(NotATime("to", to!));
        else if (!TryReadTime(from, () => Before(end), out var start))
            problem = Problems.BadRequest(NotATime("from", from!));
        else if (TimeRange.Problem(start, end) is { } reason)
            problem = Problems.BadRequest(reason);
        else
            range = new TimeRange(start, end);
        return problem is null;
    }

    private static bool TryReadTime(string? text, Func<DateTimeOffset> missing, out DateTimeOffset time)
    {
        if (!string.IsNullOrEmpty(text))
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
        time = missing();
        return true;
    }

    // The calendar has a first instant.
    private static DateTimeOffset Before(DateTimeOffset end) =>
        end - DateTimeOffset.MinValue < DefaultLength ? DateTimeOffset.MinValue : end - DefaultLength;

    private static string NotATime(string name, string value) => $"{name} {Problems.Quote(value)} is not a time such as 2026-01-31T12:00:00Z";
}
