using StoreSensing.Cloud.Core.Query;
using StoreSensing.Cloud.Core.Storage;

namespace StoreSensing.Cloud.Core.RollUps;

/// <summary>
/// Folds the rows of one shop and bucket into few that add up to the same: every query gives the same answer over folded rows as over the windows
/// themselves (two exceptions stand in the README). Folding folds gives the same again, so a day may be folded from its hours.
/// </summary>
/// <remarks>
/// Nothing that was withheld becomes known: only told figures are added, each of which had enough people; what waits is counted as windows that wait; medians
/// and percentiles come from merged sketches.
/// </remarks>
public static partial class Fold
{
    /// <summary>Rows that belong together: one device, session and place. They keep their order; groups come in the order of their first rows.</summary>
    private static IEnumerable<Row<T>> ByPlace<T, TPlace>(
        IEnumerable<Row<T>> rows, Bucket bucket, Func<T, TPlace> place, Func<IReadOnlyList<Row<T>>, IEnumerable<IReadOnlyList<Row<T>>>> split, Func<IReadOnlyList<Row<T>>, T> add)
    {
        var numbers = new Dictionary<(string Device, string Session), long>();
        foreach (var group in rows.GroupBy(r => (r.Window.Device, r.Window.Session, Place: place(r.Figures))))
        {
            foreach (var part in split([.. group]).Where(p => p.Count > 0))
            {
                var session = (group.Key.Device, group.Key.Session);
                var number = numbers.GetValueOrDefault(session);
                numbers[session] = number + 1;
                yield return new Row<T>(bucket.Origin(part, number), add(part));
            }
        }
    }

    private static IEnumerable<IReadOnlyList<Row<T>>> Whole<T>(IReadOnlyList<Row<T>> rows) => [rows];

    private static double Observed<T>(IReadOnlyList<Row<T>> rows, Func<T, double> seconds)
    {
        var observed = new ObservedTime();
        foreach (var row in rows)
            observed.Add(row.Window, seconds(row.Figures));
        return observed.Seconds;
    }

    private static string? Strongest(IEnumerable<string?> reasons)
    {
        var strongest = new Reasons();
        string? any = null;
        foreach (var reason in reasons)
        {
            strongest.Add(reason);
            any ??= reason;
        }
        return strongest.Strongest ?? any;
    }

    // A null is nothing to add, not 0; of nulls alone the sum is null.
    private static int? Sum(IEnumerable<int?> values) => values.Aggregate((int?)null, (sum, v) => v is null ? sum : (int)Math.Min(int.MaxValue, (sum ?? 0L) + v.Value));

    // What a device says may be absurd and yet well formed: the sum then stays at the most that a figure holds, and never stops the fold.
    private static int Total<T>(this IEnumerable<T> values, Func<T, int> of) => (int)Math.Min(int.MaxValue, values.Sum(v => (long)of(v)));

    private static double? Sum(IEnumerable<double?> values) => values.Aggregate((double?)null, (sum, v) => v is null ? sum : (sum ?? 0) + v);
}

/// <summary>A bucket of a shop's windows.</summary>
/// <param name="Start">Start, UTC.</param>
/// <param name="Seconds">Length, seconds.</param>
public readonly record struct Bucket(DateTimeOffset Start, int Seconds)
{
    /// <summary>A window of the bucket's length, or of a longer one's that starts in it.</summary>
    internal WindowOrigin Origin<T>(IReadOnlyList<Row<T>> rows, long number)
    {
        var (one, observed) = (rows[0].Window, new ObservedTime());
        var (longest, windows) = (Seconds, 0);
        foreach (var row in rows)
        {
            observed.Add(row.Window, row.Window.ObservedSeconds);
            longest = Math.Max(longest, row.Window.Seconds);
            windows += row.Window.Windows;
        }
        return new WindowOrigin(Start, longest, observed.Seconds, one.Device, one.Session, number, windows);
    }
}
