using StoreSensing.Configuration;

namespace StoreSensing.Edge.Agent.Configuration;

/// <summary>Asks for the hours in which only staff is in the shop, and for the minutes in which expressions are read.</summary>
internal static class StaffHoursReader
{
    private const string DaysRule = "must be daily, days as mon, tue, or a range as mon-fri; several after commas";
    private static readonly string[] Names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public static StaffHoursConfig Read(ConfigSection s)
    {
        var days = s.Text("days", "daily, or days of the week as mon-fri, sun", "daily", text => Days(text) is null ? DaysRule + NearestDay(text) : null);
        var from = s.Text("from", "local time in occupancy.timeZone from which only staff is there, HH:mm", null, TimeProblem);
        var to = s.Text("to", "local time until which only staff is there, HH:mm; at or before 'from' it is the next day's", null, TimeProblem);
        return new StaffHoursConfig(Days(days) ?? [], EdgeConfigReader.TryTime(from, out var begin) ? begin : default, EdgeConfigReader.TryTime(to, out var end) ? end : default);
    }

    private static string? TimeProblem(string text) => EdgeConfigReader.TryTime(text, out _) ? null : "must be a time as 07:30";

    private static string NearestDay(string text) =>
        text.Split([',', '-'], StringSplitOptions.TrimEntries).FirstOrDefault(word => !Names.Contains(word)) is { } unknown ? Nearest.DidYouMean(unknown, Names) : "";

    // In the order in which they were written; null when a word is no day.
    private static IReadOnlyList<DayOfWeek>? Days(string text)
    {
        if (text == "daily")
            return Enum.GetValues<DayOfWeek>();
        var days = new List<DayOfWeek>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-', StringSplitOptions.TrimEntries);
            if (ends.Length > 2 || !TryDay(ends[0], out var first) || !TryDay(ends[^1], out var last))
                return null;
            for (var i = 0; i <= (last - first + 7) % 7; i++)
                days.Add((DayOfWeek)(((int)first + i) % 7));
        }
        return days;
    }

    private static bool TryDay(string name, out DayOfWeek day) => (day = (DayOfWeek)Array.IndexOf(Names, name)) >= 0;
}
