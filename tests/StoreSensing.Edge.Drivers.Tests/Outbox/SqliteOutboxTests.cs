using Microsoft.Data.Sqlite;
using StoreSensing.Edge.Core.Delivery;
using StoreSensing.Edge.Drivers.Outbox;
using StoreSensing.Testing;
using static StoreSensing.Edge.Drivers.Tests.Outbox.Messages;

namespace StoreSensing.Edge.Drivers.Tests.Outbox;

/// <summary>The contract, kept by the SQLite driver, and what is particular to a file.</summary>
public sealed class SqliteOutboxTests : OutboxContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingLogger _log = new();

    protected override int EntryOverhead => OutboxOptions.EntryOverhead;

    private string FileName => _folder.File("state/outbox.db");

    public void Dispose() => _folder.Dispose();

    protected override IOutbox Open() => OpenBounded(1L << 30, TimeSpan.FromDays(365));

    protected override IOutbox OpenBounded(long maxBytes, TimeSpan maxAge) =>
        new SqliteOutbox(new OutboxOptions { File = FileName, MaxBytes = maxBytes, MaxAge = maxAge }, Time, _log);

    [Fact]
    public void Open_FileThatIsNoDatabase_IsKeptAsideAndANewOneStarted()
    {
        Directory.CreateDirectory(_folder.File("state"));
        File.WriteAllText(FileName, string.Concat(Enumerable.Repeat("this is a text file, no database\n", 300)));

        using var outbox = Open();
        outbox.Add(Message(1));

        outbox.Pending(0, 10).Count.ShouldBe(1);
        File.ReadAllText(FileName + ".corrupt-20260302-090000").ShouldStartWith("this is a text file");
        _log.Lines.ShouldContain(line => line.Contains("was damaged") && line.Contains(".corrupt-20260302-090000"));
    }

    [Fact]
    public void Open_DamagedPages_AreKeptAsideAndANewFileStarted()
    {
        using (var outbox = Open())
            for (var seq = 1; seq <= 200; seq++)
                outbox.Add(Message(seq, padding: 500));
        using (var file = File.OpenWrite(FileName))
        {
            // Behind the first page's header, so that SQLite still takes it for a database.
            file.Position = 4096;
            file.Write(Enumerable.Repeat((byte)0xA5, 40_000).ToArray());
        }

        using var again = Open();
        again.Add(Message(1));

        again.Pending(0, 10).Count.ShouldBe(1);
        Directory.GetFiles(_folder.File("state"), "outbox.db.corrupt-*").ShouldNotBeEmpty();
    }

    [Fact]
    public void Add_FileDamagedWhileOpen_StartsANewOneAndNumbersGoOnAscending()
    {
        using var outbox = Open();
        for (var seq = 1; seq <= 300; seq++)
            outbox.Add(Message(seq, padding: 20_000));
        var last = outbox.Pending(290, 100)[^1].Number;
        foreach (var name in new[] { FileName, FileName + "-wal" })
        {
            using var file = new FileStream(name, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.Write(Enumerable.Repeat((byte)0xA5, (int)file.Length).ToArray());
        }

        // More than SQLite's page cache holds (2 MB), so that it has to read what was damaged.
        for (var seq = 301; seq <= 400 && Directory.GetFiles(_folder.File("state"), "outbox.db.corrupt-*").Length == 0; seq++)
        {
            outbox.Add(Message(seq, padding: 20_000));
            outbox.Pending(0, 1000);
        }
        outbox.Add(Message(1000));

        Directory.GetFiles(_folder.File("state"), "outbox.db.corrupt-*").ShouldNotBeEmpty();
        var entries = outbox.Pending(0, 1000);
        entries[^1].Seq.ShouldBe(1000);
        entries[^1].Number.ShouldBeGreaterThan(last);
        outbox.Status.Dropped.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Open_FolderThatIsAFile_SaysWhich()
    {
        File.WriteAllText(_folder.File("state"), "");
        Should.Throw<OutboxException>(Open).Message.ShouldContain($"outbox {FileName} cannot be opened");
    }

    [Fact]
    public void Open_HeldByAnother_IsRefusedWithASentence()
    {
        using var outbox = Open();
        Should.Throw<OutboxException>(Open).Message
            .ShouldBe($"outbox {FileName} is in use by another process: two agents cannot share one outbox");
        outbox.Add(Message(1));
        outbox.Pending(0, 10).Count.ShouldBe(1);
    }

    [Fact]
    public void Open_FilesCopiedFromARunningOutbox_HoldEverythingAdded()
    {
        using var outbox = Open();
        for (var seq = 1; seq <= 20; seq++)
            outbox.Add(Message(seq));
        Directory.CreateDirectory(_folder.File("copy"));
        foreach (var file in Directory.GetFiles(_folder.File("state")))
            File.Copy(file, Path.Combine(_folder.File("copy"), Path.GetFileName(file)));

        using var copy = new SqliteOutbox(new OutboxOptions { File = _folder.File("copy/outbox.db") }, Time, _log);
        copy.Pending(0, 100).Count.ShouldBe(20);
    }

    [Fact]
    public void Pending_KindOfALaterVersion_IsPassedOver()
    {
        using (var outbox = Open())
            outbox.Add(Message(1));
        using (var connection = new SqliteConnection($"Data Source={FileName};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE outbox SET kind = 'smell'";
            command.ExecuteNonQuery().ShouldBe(1);
        }

        using var again = Open();
        again.Add(Message(2));
        again.Pending(0, 1).Select(entry => entry.Seq).ShouldBe([2]);
    }

    [Fact]
    public void Add_AfterAGreatOutage_TheFileShrinksAtTheNextStart()
    {
        using (var outbox = Open())
        {
            for (var seq = 1; seq <= 500; seq++)
                outbox.Add(Message(seq, padding: 4000));
            outbox.Acknowledge("session-1", [new SeqRange(1, 500)]);
        }
        using (Open())
        {
        }
        new FileInfo(FileName).Length.ShouldBeLessThan(200_000);
    }

    [Fact]
    public void OutboxDrops_OfAFile_AreReadWhenNobodyHoldsIt()
    {
        OutboxDrops.Of(FileName).ShouldBeNull();
        using (var outbox = Open())
        {
            outbox.Add(Message(1));
            outbox.GiveUp("session-1", [new SeqRange(1, 1)]);
            OutboxDrops.Of(FileName).ShouldBeNull("the agent holds it");
        }
        OutboxDrops.Of(FileName)!.ShouldHaveSingleItem().ShouldBe(new DroppedMessages("session-1", new SeqRange(1, 1), DropReason.Refused, Time.GetUtcNow()));
    }

    [Fact]
    public void Acknowledge_Message_LeavesNothingOfItInTheFile()
    {
        using (var outbox = Open())
        {
            for (var seq = 1; seq <= 50; seq++)
                outbox.Add(Message(seq, padding: 3000));
            outbox.Add(Message(51, "session-2"));
            outbox.Acknowledge("session-1", [new SeqRange(1, 50)]);
        }
        var bytes = File.ReadAllBytes(FileName);
        bytes.AsSpan().IndexOf("\"seq\":51"u8).ShouldBeGreaterThan(0);
        bytes.AsSpan().IndexOf("xxxxxxxxxx"u8).ShouldBe(-1);
    }
}
