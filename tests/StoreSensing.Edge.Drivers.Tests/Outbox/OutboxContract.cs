using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Delivery;
using StoreSensing.Testing;
using static StoreSensing.Edge.Drivers.Tests.Outbox.Messages;

namespace StoreSensing.Edge.Drivers.Tests.Outbox;

/// <summary>What every <see cref="IOutbox"/> must do. A driver's tests inherit it.</summary>
public abstract class OutboxContract
{
    protected ManualTime Time { get; } = new(Start);

    /// <summary>An outbox with wide bounds; called again after the first was disposed, it holds what that one held.</summary>
    protected abstract IOutbox Open();

    /// <summary>An empty outbox that holds at most this much.</summary>
    protected abstract IOutbox OpenBounded(long maxBytes, TimeSpan maxAge);

    /// <summary>What a message costs beside its payload, bytes.</summary>
    protected abstract int EntryOverhead { get; }

    private static long[] Seqs(IOutbox outbox, long after = 0, int max = 1000) => [.. outbox.Pending(after, max).Select(entry => entry.Seq)];

    [Fact]
    public void Pending_WhatWasAdded_ComesBackWholeAndInOrder()
    {
        using var outbox = Open();
        outbox.Add(Message(1));
        Time.Advance(TimeSpan.FromSeconds(5));
        outbox.Add(Message(2, kind: MessageKind.Heat));
        outbox.Add(Message(1, "session-2"));

        var entries = outbox.Pending(0, 10);

        entries.Select(entry => (entry.Session, entry.Seq, entry.Kind)).ShouldBe(
            [("session-1", 1, MessageKind.Zone), ("session-1", 2, MessageKind.Heat), ("session-2", 1, MessageKind.Zone)]);
        entries.Select(entry => entry.Number).ShouldBeInOrder(SortDirection.Ascending);
        entries[0].KeptAt.ShouldBe(Start);
        entries[1].KeptAt.ShouldBe(Start.AddSeconds(5));
        entries[1].Payload.ToArray().ShouldBe(Message(2, kind: MessageKind.Heat).Payload.ToArray());
    }

    [Fact]
    public void Pending_AfterANumberAndWithALimit_GoesOnFromThere()
    {
        using var outbox = Open();
        for (var seq = 1; seq <= 10; seq++)
            outbox.Add(Message(seq));

        var first = outbox.Pending(0, 4);
        first.Select(entry => entry.Seq).ShouldBe([1, 2, 3, 4]);
        Seqs(outbox, first[^1].Number, 4).ShouldBe([5, 6, 7, 8]);
        Seqs(outbox, long.MaxValue).ShouldBeEmpty();
    }

    [Fact]
    public void GiveUp_Ranges_ForgetsAndCountsThemAsDropped()
    {
        using var outbox = Open();
        for (var seq = 1; seq <= 4; seq++)
            outbox.Add(Message(seq));

        outbox.GiveUp("session-1", [new SeqRange(2, 3)]);
        outbox.GiveUp("session-1", [new SeqRange(2, 3)]);

        Seqs(outbox).ShouldBe([1, 4]);
        outbox.Status.Dropped.ShouldBe(2);
        Listed(outbox).ShouldBe(["session-1 2–3 Refused"]);
    }

    [Fact]
    public void Acknowledge_Ranges_ForgetsThoseOfThatSessionOnly()
    {
        using var outbox = Open();
        for (var seq = 1; seq <= 6; seq++)
        {
            outbox.Add(Message(seq, "a"));
            outbox.Add(Message(seq, "b"));
        }

        outbox.Acknowledge("a", [new SeqRange(1, 2), new SeqRange(5, 5)]).ShouldBe(3);
        outbox.Acknowledge("a", [new SeqRange(1, 2), new SeqRange(70, 90)]).ShouldBe(0);
        outbox.Acknowledge("unknown", [new SeqRange(0, long.MaxValue)]).ShouldBe(0);

        outbox.Pending(0, 100).Where(entry => entry.Session == "a").Select(entry => entry.Seq).ShouldBe([3, 4, 6]);
        outbox.Pending(0, 100).Count(entry => entry.Session == "b").ShouldBe(6);
        outbox.Status.Pending.ShouldBe(9);
    }

    [Fact]
    public void Open_AfterDispose_HoldsWhatWasThereAndGoesOnCounting()
    {
        long last;
        using (var outbox = Open())
        {
            outbox.Add(Message(1));
            outbox.Add(Message(2));
            last = outbox.Pending(0, 10)[^1].Number;
            outbox.Acknowledge("session-1", [new SeqRange(1, 2)]);
            outbox.Add(Message(3));
        }

        using var again = Open();
        Seqs(again).ShouldBe([3]);
        again.Pending(0, 10)[0].Number.ShouldBeGreaterThan(last);
        again.Add(Message(4));
        Seqs(again).ShouldBe([3, 4]);
    }

    [Fact]
    public void Status_CountsAndAges()
    {
        using var outbox = Open();
        outbox.Status.ShouldBe(new OutboxStatus { Pending = 0, OldestSeconds = 0, Dropped = 0 });
        outbox.Add(Message(1));
        Time.Advance(TimeSpan.FromSeconds(90));
        outbox.Add(Message(2));
        outbox.Status.ShouldBe(new OutboxStatus { Pending = 2, OldestSeconds = 90, Dropped = 0 });
        outbox.Acknowledge("session-1", [new SeqRange(1, 1)]);
        outbox.Status.ShouldBe(new OutboxStatus { Pending = 1, OldestSeconds = 0, Dropped = 0 });
    }

    [Fact]
    public void Status_WallClockSteppedBack_NeverGivesANegativeAge()
    {
        using var outbox = Open();
        outbox.Add(Message(1));
        Time.StepWallClock(TimeSpan.FromDays(-1));
        outbox.Status.OldestSeconds.ShouldBe(0);
    }

    [Fact]
    public void Add_BeyondTheBytes_DropsTheOldestAndCountsThem()
    {
        var size = Message(1, padding: 1000).Payload.Length + EntryOverhead;
        using var outbox = OpenBounded(3 * size, TimeSpan.FromDays(1));
        for (var seq = 1; seq <= 8; seq++)
            outbox.Add(Message(seq, padding: 1000));

        Seqs(outbox).ShouldBe([6, 7, 8]);
        outbox.Status.Dropped.ShouldBe(5);
        outbox.Status.Pending.ShouldBe(3);
        Listed(outbox).ShouldBe(["session-1 1–5 Size"]);

        outbox.Acknowledge("session-1", [new SeqRange(6, 8)]);
        for (var seq = 1; seq <= 3; seq++)
            outbox.Add(Message(seq, padding: 1000));
        outbox.Status.Dropped.ShouldBe(5, "acknowledged messages make room");
    }

    [Fact]
    public void Add_LargerThanTheOutbox_IsDroppedAndTheOthersStay()
    {
        using var outbox = OpenBounded(2000, TimeSpan.FromDays(1));
        outbox.Add(Message(1)).ShouldBeTrue();
        outbox.Add(Message(2, padding: 3000)).ShouldBeFalse();
        Seqs(outbox).ShouldBe([1]);
        outbox.Status.Dropped.ShouldBe(1);
        Listed(outbox).ShouldBe(["session-1 2–2 TooLarge"]);
    }

    [Fact]
    public void Drops_AfterDispose_AreStillListed()
    {
        var size = Message(1, padding: 1000).Payload.Length + EntryOverhead;
        using (var outbox = OpenBounded(2 * size, TimeSpan.FromDays(2)))
        {
            foreach (var session in (string[])["one", "two"])
                for (var seq = 1; seq <= 4; seq++)
                    outbox.Add(Message(seq, session, padding: 1000));
            outbox.Add(Message(5, "two", padding: 9000));
        }
        using (var outbox = OpenBounded(2 * size, TimeSpan.FromDays(2)))
        {
            Time.Advance(TimeSpan.FromDays(3));
            outbox.Add(Message(1, "three"));
        }
        using var again = Open();
        Listed(again).ShouldBe(["one 1–4 Size", "two 1–2 Size", "two 3–4 Age"]);
    }

    [Fact]
    public void Drops_TenThousandStretches_AreBounded()
    {
        using var outbox = OpenBounded(2000, TimeSpan.FromDays(1));
        for (var seq = 1; seq <= 3000; seq++)
            outbox.Add(Message(2 * seq, $"session-{seq % 7}", padding: 500));
        outbox.Drops().Count.ShouldBe(1000);
    }

    [Fact]
    public void Add_WhenOldOnesAreTooOld_DropsAndCountsThose()
    {
        using var outbox = OpenBounded(1 << 20, TimeSpan.FromDays(2));
        outbox.Add(Message(1));
        Time.Advance(TimeSpan.FromDays(1));
        outbox.Add(Message(2));
        Time.Advance(TimeSpan.FromDays(1.5));
        outbox.Add(Message(3));

        Seqs(outbox).ShouldBe([2, 3]);
        outbox.Status.Dropped.ShouldBe(1);
        Listed(outbox).ShouldBe(["session-1 1–1 Age"]);
    }

    [Fact]
    public void TenThousandMessages_OfManySessions_LeaveNothingBehind()
    {
        using var outbox = OpenBounded(50_000, TimeSpan.FromDays(1));
        for (var seq = 1; seq <= 10_000; seq++)
        {
            outbox.Add(Message(seq, $"session-{seq % 100}"));
            if (seq % 3 == 0)
                outbox.Acknowledge($"session-{seq % 100}", [new SeqRange(seq, seq)]);
        }
        for (var session = 0; session < 100; session++)
            outbox.Acknowledge($"session-{session}", [new SeqRange(0, long.MaxValue)]);
        outbox.Status.Pending.ShouldBe(0);
        Seqs(outbox).ShouldBeEmpty();
    }

    [Fact]
    public async Task Members_CalledByManyThreads_LoseAndDoubleNothing()
    {
        using var outbox = Open();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (var seq = 1; seq <= 50; seq++)
            {
                outbox.Add(Message(seq, $"thread-{thread}"));
                if (seq % 2 == 0)
                    outbox.Acknowledge($"thread-{thread}", [new SeqRange(seq, seq)]).ShouldBe(1);
                outbox.Pending(0, 5).Count.ShouldBeLessThanOrEqualTo(5);
                _ = outbox.Status;
            }
        })));

        outbox.Status.Pending.ShouldBe(100);
        outbox.Pending(0, 1000).Select(entry => (entry.Session, entry.Seq)).Distinct().Count().ShouldBe(100);
        outbox.Pending(0, 1000).ShouldAllBe(entry => entry.Seq % 2 == 1);
    }

    private static IEnumerable<string> Listed(IOutbox outbox) => outbox.Drops().Select(d => $"{d.Session} {d.Numbers.First}–{d.Numbers.Last} {d.Reason}");
}
