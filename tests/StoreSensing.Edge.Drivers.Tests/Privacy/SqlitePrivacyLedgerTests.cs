using System.Diagnostics;
using StoreSensing.Edge.Core.Anonymisation.Strict;
using StoreSensing.Edge.Drivers.Privacy;
using StoreSensing.Testing;

namespace StoreSensing.Edge.Drivers.Tests.Privacy;

public sealed class SqlitePrivacyLedgerTests : IDisposable
{
    private static readonly LedgerEntry Entry = new(new DateOnly(2026, 3, 2), 3_200_000, 2, "b-1", TimeSpan.FromSeconds(12.5), 1);
    private readonly TemporaryFolder _folder = new();

    private string FileName => _folder.File("state/privacy-ledger.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_NewLedger_IsReadByTheNextProcess()
    {
        new SqlitePrivacyLedger(FileName).Read().ShouldBeNull();
        new SqlitePrivacyLedger(FileName).Write(Entry);
        new SqlitePrivacyLedger(FileName).Read().ShouldBe(Entry);
        new SqlitePrivacyLedger(FileName).Write(Entry with { SpentMicros = 4_000_000 });
        new SqlitePrivacyLedger(FileName).Read().ShouldBe(Entry with { SpentMicros = 4_000_000 });
    }

    [Theory]
    [InlineData("this is no database, but it is long enough to be looked at as one of SQLite's pages")]
    [InlineData("")]
    public void Read_DamagedFile_IsKeptAsideAndCountsAsSpent(string content)
    {
        new SqlitePrivacyLedger(FileName).Write(Entry);
        File.WriteAllText(FileName, content);
        var said = new List<string>();

        var share = new PrivacyBudget(4, new SqlitePrivacyLedger(FileName), said.Add).For(Entry.Day);

        share.ShouldBeNull("a damaged ledger is no new device's");
        said[0].ShouldContain(content.Length > 0 ? "is damaged" : "is empty");
        new SqlitePrivacyLedger(FileName).Read()!.SpentMicros.ShouldBe(4_000_000);
        File.Exists(FileName + ".damaged").ShouldBe(content.Length > 0);
    }

    [Fact]
    public void Write_FolderThatIsAFile_SaysWhyAndNothingIsTold()
    {
        File.WriteAllText(_folder.File("state"), "in the way");
        var said = new List<string>();
        new PrivacyBudget(4, new SqlitePrivacyLedger(FileName), said.Add).For(Entry.Day).ShouldBeNull();
        said.ShouldHaveSingleItem().ShouldContain("can't be used");
    }

    [Fact]
    public void Boot_OnLinux_IsKnown()
    {
        var ledger = new SqlitePrivacyLedger(FileName);
        ledger.Boot.Length.ShouldBe(36);
        ledger.SinceBoot.ShouldBeGreaterThan(TimeSpan.Zero);
    }

    // Killed between any two instructions, eight times: what was said to be usable is never more than a day's budget.
    [Fact]
    public void KillMinusNine_AtAnyMoment_NoDayIsOverspent()
    {
        var used = new Dictionary<string, long>();
        for (var run = 0; run < 8; run++)
        {
            using var child = Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(LedgerProgram).Assembly.Location, LedgerProgram.Argument, FileName])
            {
                RedirectStandardOutput = true, UseShellExecute = false,
            })!;
            for (var line = 0; line < 3 + run; line++)
                Note(child.StandardOutput.ReadLine()!);
            child.Kill();
            while (child.StandardOutput.ReadLine() is { Length: > 10 } line && line.Split(' ').Length == 2)
                Note(line);
            child.WaitForExit();
        }
        used.Count.ShouldBeGreaterThan(1);
        used.Values.ShouldAllBe(micros => micros <= 4_000_000);

        void Note(string line)
        {
            var parts = line.Split(' ');
            used[parts[0]] = used.GetValueOrDefault(parts[0]) + long.Parse(parts[1]);
        }
    }
}
