using StoreSensing.Configuration;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Lanes;

namespace StoreSensing.Edge.Agent.Tests.Configuration;

/// <summary>
/// Which combinations of profile, purposes, zones, hours, sampling and masks start, and which are refused: each refusal names the key and says why. A row
/// is a name, the configuration's parts that matter to it, and what the refusal must quote (none: it starts).
/// </summary>
public sealed class PrivacyMatrixTests
{
    private const string AtWork = "Article 5(1)(f) of Regulation (EU) 2024/1689 (AI Act) forbids inferring emotions of people at work";
    private const string Expression = "expression: {purpose: compare windows, noticePlace: at the door, noticeSince: 2026-03-01, lawfulBasis: legitimate-interests, retentionDays: 90}";
    private const string Shelf = "{id: shelf, surface: floor, polygon: [[0, 0], [4, 0], [4, 4], [0, 4]]}";
    private const string Looked = "{id: shelf, surface: floor, polygon: [[0, 0], [4, 0], [4, 4], [0, 4]], expression: true}";
    private const string Skin = "skinConductance: {purpose: a study, noticePlace: on the handle, noticeSince: 2026-03-01, lawfulBasis: consent, retentionDays: 90, sensors: [{id: grip, zone: shelf, input: simulated}]}";

    // A Sunday evening in Europe, when it is Monday in Tokyo: what day it is depends on the shop.
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 21, 30, 0, TimeSpan.Zero);

    public static TheoryData<string, string, string[]> Combinations => new()
    {
        // profile × what is looked for
        { "traffic alone", $"privacy: traffic\n{Zones(Shelf)}", [] },
        { "standard alone", Zones(Shelf), [] },
        { "standard with expression", $"{Expression}\n{Zones(Looked)}", [] },
        { "standard with skin conductance", $"{Skin}\n{Zones(Shelf)}", [] },
        { "standard with both and a display", $"{Expression}\n{Skin}\n{Zones(Looked)}\n{Display("zone: shelf")}", [] },
        { "traffic with staff zones, opt-out, hours and masks", $"privacy: traffic\n{Zones(Shelf, Staff(5, 8), OptOut(8, 9))}\n{Hours("from: '07:00', to: '09:00'")}\n{Cameras("masks: [{polygon: [[0, 0], [1, 0], [1, 0.2]]}]")}", [] },
        { "traffic with expression", $"privacy: traffic\n{Expression}\n{Zones(Looked)}", ["privacy 'traffic': the profile traffic tells no expressions: use standard"] },
        { "traffic with skin conductance", $"privacy: traffic\n{Skin}\n{Zones(Shelf)}", ["privacy 'traffic': the profile traffic tells no skin conductance: use standard"] },
        { "traffic with a display", $"privacy: traffic\n{Zones(Shelf)}\n{Display("zone: shelf")}", ["displays[0]: the profile traffic tells no attention: use standard"] },
        { "expression without its section", Zones(Looked), ["expression: is missing: zones with 'expression: true' need its purpose, noticePlace, noticeSince, lawfulBasis and retentionDays"] },
        { "expression without a zone", $"{Expression}\n{Zones(Shelf)}", ["expression: no zone has 'expression: true', so it would never be looked for"] },

        // strict: with noise counts and heat alone, without it whatever can be told of five people
        { "strict alone", $"privacy: strict\n{Zones(Shelf)}", [] },
        { "strict with staff zones and masks", $"privacy: strict\n{Zones(Shelf, Staff(5, 8))}\n{Cameras("masks: [{polygon: [[0, 0], [1, 0], [1, 0.2]]}]")}", [] },
        { "strict without noise, with expression, skin conductance and a display", $"privacy: strict\nstrict: {{epsilonPerDay: 0}}\n{Expression}\n{Skin}\n{Zones(Looked)}\n{Display("zone: shelf")}", [] },
        { "strict with bounds of its own", $"privacy: strict\nstrict: {{epsilonPerDay: 1.5, visits: 4, engagedVisits: 2, crossings: 4, heatSeconds: 60}}\n{Zones(Shelf)}", [] },
        { "strict with noise and expression", $"privacy: strict\n{Expression}\n{Zones(Looked)}", ["expression: the profile strict with noise tells no expressions: what leaves without noise would make its ε untrue. Set strict.epsilonPerDay to 0, use standard, or take expression out"] },
        { "strict with noise and skin conductance", $"privacy: strict\n{Skin}\n{Zones(Shelf)}", ["skinConductance: the profile strict with noise tells no skin conductance"] },
        { "strict with noise and a display", $"privacy: strict\n{Zones(Shelf)}\n{Display("zone: shelf")}", ["displays: the profile strict with noise tells no attention"] },
        { "strict in short windows", $"privacy: strict\nwindowSeconds: 60\n{Zones(Shelf)}", ["windowSeconds '60': must be at least 900 with the profile strict"] },
        { "strict with a queue", $"privacy: strict\n{Zones(Shelf)}\nqueues: [{{zone: shelf, servicePolygon: [[5, 5], [6, 5], [6, 6]]}}]", ["queues: the profile strict tells no queues: who stands in line at a moment is a single person's matter"] },
        { "strict's section with another profile", $"strict: {{epsilonPerDay: 1}}\n{Zones(Shelf)}", ["strict: belongs to the profile strict, and privacy is standard"] },

        // the purpose's keys, one missing at a time
        { "expression without purpose", $"{Without(Expression, "purpose: compare windows, ")}\n{Zones(Looked)}", ["expression.purpose: is missing: why expressions are looked at, as it stands on the notice"] },
        { "expression without a place", $"{Without(Expression, "noticePlace: at the door, ")}\n{Zones(Looked)}", ["expression.noticePlace: is missing: where the notice to visitors hangs"] },
        { "expression without a day", $"{Without(Expression, "noticeSince: 2026-03-01, ")}\n{Zones(Looked)}", ["expression.noticeSince: is missing: the day since when it hangs"] },
        { "expression without a lawful basis", $"{Without(Expression, "lawfulBasis: legitimate-interests, ")}\n{Zones(Looked)}", ["expression.lawfulBasis: is missing: the ground of Article 6(1) GDPR"] },
        { "expression without retention", $"{Without(Expression, ", retentionDays: 90")}\n{Zones(Looked)}", ["expression.retentionDays: is missing: for how long these figures may be kept"] },
        { "skin conductance without a lawful basis", $"{Without(Skin, "lawfulBasis: consent, ")}\n{Zones(Shelf)}", ["skinConductance.lawfulBasis: is missing"] },
        { "skin conductance without retention", $"{Without(Skin, "retentionDays: 90, ")}\n{Zones(Shelf)}", ["skinConductance.retentionDays: is missing"] },

        // notice: the shop's own day counts
        { "notice hangs since today", $"{Since(Expression, "2026-03-01")}\n{Zones(Looked)}", [] },
        { "notice from tomorrow on", $"{Since(Expression, "2026-03-02")}\n{Zones(Looked)}", ["expression.noticeSince '2026-03-02': is still to come: people must be told before expressions are read, and it is 2026-03-01 in UTC; start on that day"] },
        { "tomorrow has begun in Tokyo", $"occupancy: {{timeZone: Asia/Tokyo}}\n{Since(Expression, "2026-03-02")}\n{Zones(Looked)}", [] },
        { "notice for skin conductance still to come", $"{Since(Skin, "2026-03-09")}\n{Zones(Shelf)}", ["skinConductance.noticeSince '2026-03-09': is still to come: people must be told before skin conductance is measured"] },

        { "notice since the day of the millennium", $"{Since(Expression, "2000-01-01")}\n{Zones(Looked)}", [] },
        { "notice since before it could have been", $"{Since(Expression, "1999-12-31")}\n{Zones(Looked)}", ["expression.noticeSince '1999-12-31': is before 2000-01-01, when no shop could have told of it: the year must be a mistake"] },
        { "notice for skin conductance since the year 26", $"{Since(Skin, "0026-03-01")}\n{Zones(Shelf)}", ["skinConductance.noticeSince '0026-03-01': is before 2000-01-01"] },

        // lawful basis × what is inferred
        { "expression by consent", $"{Basis(Expression, "consent")}\n{Zones(Looked)}", [] },
        { "expression as a public task", $"{Basis(Expression, "public-task")}\n{Zones(Looked)}", [] },
        { "expression by contract", $"{Basis(Expression, "contract")}\n{Zones(Looked)}", ["expression.lawfulBasis 'contract': carries no expressions: nobody who walks past a camera has a contract that needs them; write 'lawfulBasis: legitimate-interests'"] },
        { "expression as a legal obligation", $"{Basis(Expression, "legal-obligation")}\n{Zones(Looked)}", ["expression.lawfulBasis 'legal-obligation': carries no expressions: no law obliges a shop to read them"] },
        { "expression in vital interests", $"{Basis(Expression, "vital-interests")}\n{Zones(Looked)}", ["expression.lawfulBasis 'vital-interests': carries no expressions: nobody's life depends on them"] },
        { "expression on a misspelt basis", $"{Basis(Expression, "legitimate-interest")}\n{Zones(Looked)}", ["expression.lawfulBasis 'legitimate-interest': must be one of consent, contract, legal-obligation, vital-interests, public-task, legitimate-interests; did you mean 'legitimate-interests'?"] },
        { "skin conductance in legitimate interests", $"{Basis(Skin, "legitimate-interests")}\n{Zones(Shelf)}", ["skinConductance.lawfulBasis 'legitimate-interests': carries no skin conductance: it is a signal of the body that tells of stress, as close to health as Article 9 GDPR protects, so only the explicit consent of each person carries it (Article 9(2)(a)); write 'lawfulBasis: consent'"] },
        { "skin conductance as a public task", $"{Basis(Skin, "public-task")}\n{Zones(Shelf)}", ["skinConductance.lawfulBasis 'public-task': carries no skin conductance"] },

        // retention
        { "kept for two years", $"{Days(Expression, 730)}\n{Zones(Looked)}", [] },
        { "kept for longer than two years", $"{Days(Skin, 731)}\n{Zones(Shelf)}", ["skinConductance.retentionDays '731': must be 1 to 730"] },
        { "kept for less than messages wait", $"{Days(Expression, 7)}\n{Zones(Looked)}", ["expression.retentionDays '7': is less than outbox.maxDays 14: messages could wait on the device for longer than people were told; lower outbox.maxDays"] },
        { "kept for a week, and so are messages", $"outbox: {{maxDays: 7}}\n{Days(Expression, 7)}\n{Zones(Looked)}", [] },

        // staff zones: beside, over, around, on another surface
        { "staff zone by itself", Zones(Shelf, Staff(5, 8)), [] },
        { "staff zone beside the expression zone", $"{Expression}\n{Zones(Looked, Staff(4, 8))}", [] },
        { "expression in a staff zone", $"{Expression}\n{Zones("{id: till, surface: floor, polygon: [[0, 0], [4, 0], [4, 4]], expression: true, staff: true}")}", [$"zones[0].expression 'true': 'till' is a staff zone, and {AtWork}: take 'expression: true' from it"] },
        { "expression zone over a corner of a staff zone", $"{Expression}\n{Zones(Looked, Staff(3.9, 8))}", [$"zones[0].polygon: 'shelf' looks for expressions and overlaps the staff zone 'till', and {AtWork}: draw the two apart"] },
        { "staff zone inside the expression zone", $"{Expression}\n{Zones(Looked, Staff(1, 2))}", [$"overlaps the staff zone 'till', and {AtWork}"] },
        { "the same shape twice", $"{Expression}\n{Zones(Looked, "{id: till, surface: floor, polygon: [[0, 4], [4, 4], [4, 0], [0, 0]], staff: true}")}", [$"zones[0].polygon: 'shelf' looks for expressions and overlaps the staff zone 'till', and {AtWork}"] },
        { "staff zone on another surface", $"{Expression}\n{Zones(Looked, "{id: till, surface: window, polygon: [[0, 0], [1, 0], [1, 1]], staff: true}")}", [] },
        { "display before a staff zone", $"{Zones(Staff(0, 4))}\n{Display("zone: till")}", [$"displays[0].zone 'till': 'till' is a staff zone: the interest of people at work would be watched, and {AtWork}"] },
        { "display whose area overlaps a staff zone", $"{Zones(Staff(0, 4))}\n{Display("area: [[3, 3], [6, 3], [6, 6]]")}", [$"displays[0].area: overlaps the staff zone 'till': the interest of people at work would be watched, and {AtWork}; draw the two apart"] },
        { "display whose zone overlaps a staff zone", $"{Zones(Shelf, Staff(3, 8))}\n{Display("zone: shelf")}", [$"displays[0].zone 'shelf': overlaps the staff zone 'till'"] },
        { "display beside a staff zone", $"{Zones(Shelf, Staff(4, 8))}\n{Display("zone: shelf")}", [] },
        { "skin conductance in a staff zone", $"{Skin.Replace("zone: shelf", "zone: till", StringComparison.Ordinal)}\n{Zones(Shelf, Staff(5, 8))}", [$"skinConductance.sensors[0].zone 'till': is a staff zone, and {AtWork}: put the sensor where visitors are"] },
        { "skin conductance beside a staff zone", $"{Skin}\n{Zones(Shelf, Staff(4, 8))}", [] },

        // opt-out
        { "opt-out strip inside the expression zone", $"{Expression}\n{Zones(Looked, OptOut(1, 2))}", [] },
        { "opt-out and expression in one zone", $"{Expression}\n{Zones("{id: shelf, surface: floor, polygon: [[0, 0], [4, 0], [4, 4]], expression: true, optOut: true}")}", ["zones[0].optOut 'true': whoever stands in 'shelf' asks not to be looked at, so no expression could ever be read in it"] },
        { "opt-out zone before a display", $"{Zones(OptOut(0, 4))}\n{Display("zone: aside")}", ["displays[0].zone 'aside': 'aside' is an opt-out zone: whoever stands in it asks not to be looked at, so no attention could ever be seen"] },

        // staff hours
        { "staff hours on weekdays and over midnight", $"{Expression}\n{Zones(Looked)}\n{Hours("days: 'mon-fri, sun', from: '21:00', to: '08:30'")}", [] },
        { "staff hours for ever", $"{Expression}\n{Zones(Looked)}\n{Hours("from: '09:00', to: '09:00'")}", ["staffHours: cover the whole week: the shop would never be open"] },
        { "staff hours on no day", $"{Zones(Shelf)}\n{Hours("days: mon-fry, from: '07:00', to: '09:00'")}", ["staffHours[0].days 'mon-fry': must be daily, days as mon, tue, or a range as mon-fri; several after commas; did you mean 'fri'?"] },
        { "staff hours at no time", $"{Zones(Shelf)}\n{Hours("from: '7', to: '09:00'")}", ["staffHours[0].from '7': must be a time as 07:30"] },
        { "staff hours without an end", $"{Zones(Shelf)}\n{Hours("from: '07:00'")}", ["staffHours[0].to: is missing: local time until which only staff is there"] },

        // sampling
        { "ten minutes an hour", $"{Sampled("everyMinutes: 60, forMinutes: 10")}\n{Zones(Looked)}", [] },
        { "sampling all the time", $"{Sampled("everyMinutes: 60, forMinutes: 60")}\n{Zones(Looked)}", ["expression.sampling.forMinutes '60': must be less than everyMinutes: to look all the time, leave sampling out"] },
        { "sampling that drifts through the day", $"{Sampled("everyMinutes: 7, forMinutes: 1")}\n{Zones(Looked)}", ["expression.sampling.everyMinutes '7': must divide a day of 1440 minutes"] },
        { "sampling without its length", $"{Sampled("everyMinutes: 60")}\n{Zones(Looked)}", ["expression.sampling.forMinutes: is missing: expressions are read in the first minutes of each period"] },
        { "sampling of skin conductance", $"{Skin.Replace("sensors:", "sampling: {everyMinutes: 60, forMinutes: 10}, sensors:", StringComparison.Ordinal)}\n{Zones(Shelf)}", ["skinConductance.sampling: unknown key"] },

        // several at once: all are told together
        { "everything wrong", $"privacy: traffic\n{Basis(Since(Expression, "2027-01-01"), "contract")}\n{Zones(Looked, Staff(2, 8))}", ["privacy 'traffic'", "expression.noticeSince '2027-01-01'", "expression.lawfulBasis 'contract'", "zones[0].polygon"] },
    };

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Read_Combination_StartsOrSaysWhyNot(string name, string parts, string[] refusals)
    {
        var yaml = Yaml(parts);

        if (refusals.Length == 0)
        {
            Should.NotThrow(() => Read(yaml), name);
            return;
        }
        var problems = Should.Throw<ConfigException>(() => Read(yaml), name).Problems;
        problems.Count.ShouldBe(refusals.Length, string.Join('\n', problems));
        foreach (var refusal in refusals)
            problems.ShouldContain(p => p.Contains(refusal), $"{name}: {refusal}\n{string.Join('\n', problems)}");
    }

    private const string LookedQueue = "queues: [{zone: line, serviceZone: shelf}]";
    private const string Line = "{id: line, surface: floor, polygon: [[5, 5], [8, 5], [8, 8]]}";

    /// <summary>What starts, but deserves a sentence: the parts of a configuration, and what its note must quote (none: there is no note).</summary>
    public static TheoryData<string, string, string[]> Noted => new()
    {
        { "expression where a queue is served", $"{Expression}\n{Zones(Looked, Line)}\n{LookedQueue}", [$"zone 'shelf' looks for expressions where queue 'line' is served, and no zone is marked staff: employees may stand there, and {AtWork}"] },
        { "expression over a point of service of its own", $"{Expression}\n{Zones(Looked, Line)}\nqueues: [{{zone: line, servicePolygon: [[3, 3], [5, 3], [5, 5]]}}]", ["zone 'shelf' looks for expressions where queue 'line' is served"] },
        { "expression beside the point of service", $"{Expression}\n{Zones(Looked, Line)}\nqueues: [{{zone: line, servicePolygon: [[5, 3], [6, 3], [6, 4]]}}]", [] },
        { "expression where a queue is served, and a staff zone", $"{Expression}\n{Zones(Looked, Line, Staff(4, 8))}\n{LookedQueue}", [] },
        { "a queue without expression", $"{Zones(Shelf, Line)}\n{LookedQueue}", [] },
        { "staff hours and a display", $"{Expression}\n{Zones(Looked)}\n{Display("zone: shelf")}\n{Hours("from: '07:00', to: '09:00'")}", ["staffHours leave out expressions only: attention to display 'pane' is measured in these hours, too"] },
        { "staff hours and a sensor that takes a touch for consent", $"{Skin.Replace("input: simulated", "input: simulated, consent: contact", StringComparison.Ordinal)}\n{Zones(Shelf)}\n{Hours("from: '07:00', to: '09:00'")}", ["staffHours leave out expressions only: sensor 'grip' takes a touch for consent"] },
        { "staff hours and a sensor that asks", $"{Skin}\n{Zones(Shelf)}\n{Hours("from: '07:00', to: '09:00'")}", [] },
        { "a display without staff hours", $"{Zones(Shelf)}\n{Display("zone: shelf")}", [] },
    };

    [Theory]
    [MemberData(nameof(Noted))]
    public void Notes_Combination_WarnsOfEmployeesWhoMayBeMeasured(string name, string parts, string[] notes)
    {
        var found = LanePlans.Notes(Read(Yaml(parts))).Where(note => !note.StartsWith("camera ", StringComparison.Ordinal)).ToList();

        found.Count.ShouldBe(notes.Length, $"{name}\n{string.Join('\n', found)}");
        foreach (var note in notes)
            found.ShouldContain(f => f.Contains(note), name);
    }

    [Fact]
    public void Combinations_AreThirtyOrMoreOfEachKind()
    {
        Combinations.Count(row => ((string[])row[2]).Length > 0).ShouldBeGreaterThanOrEqualTo(30);
        Combinations.Count(row => ((string[])row[2]).Length == 0).ShouldBeGreaterThanOrEqualTo(15);
        Combinations.Select(row => (string)row[0]).ShouldBeUnique();
    }

    private static string Yaml(string parts) => $"store: s\ndevice: d\nfloor: {{widthMetres: 10, heightMetres: 10}}\n{(parts.Contains("cameras:") ? "" : Cameras() + "\n")}{parts}";

    private static EdgeConfig Read(string yaml) => ConfigFile.Parse(yaml, "test", root => EdgeConfigReader.Read(root, new ManualTime(Now)));

    private static string Zones(params string[] zones) => $"zones: [{string.Join(", ", zones)}]";

    private static string Staff(double from, double to) => FormattableString.Invariant($"{{id: till, surface: floor, polygon: [[{from}, 0], [{to}, 0], [{to}, 4], [{from}, 4]], staff: true}}");

    private static string OptOut(double from, double to) => FormattableString.Invariant($"{{id: aside, surface: floor, polygon: [[{from}, 0], [{to}, 0], [{to}, 4], [{from}, 4]], optOut: true}}");

    private static string Cameras(string more = "") =>
        $"cameras: [{{id: aisle, input: a.mp4, calibration: [[0, 1, 0, 0], [1, 1, 8, 0], [1, 0.5, 8, 6], [0, 0.5, 0, 6]]{(more.Length > 0 ? ", " + more : "")}}}, {{id: window, input: b.mp4}}]";

    private static string Display(string where) => $"displays: [{{id: pane, camera: aisle, {where}}}]";

    private static string Hours(string hours) => $"staffHours: [{{{hours}}}]";

    private static string Sampled(string sampling) => Expression.Replace("retentionDays: 90", $"retentionDays: 90, sampling: {{{sampling}}}", StringComparison.Ordinal);

    private static string Without(string section, string part) => section.Contains(part) ? section.Replace(part, "", StringComparison.Ordinal) : throw new ArgumentException(part);

    private static string Since(string section, string day) => section.Replace("2026-03-01", day, StringComparison.Ordinal);

    private static string Basis(string section, string basis) =>
        section.Replace("lawfulBasis: legitimate-interests", $"lawfulBasis: {basis}", StringComparison.Ordinal).Replace("lawfulBasis: consent", $"lawfulBasis: {basis}", StringComparison.Ordinal);

    private static string Days(string section, int days) => section.Replace("retentionDays: 90", $"retentionDays: {days}", StringComparison.Ordinal);
}
