using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Delivery;

namespace StoreSensing.Edge.Core.Tests.Delivery;

public sealed class DeliveryWindowTests
{
    private static readonly TimeSpan ResendAfter = TimeSpan.FromSeconds(30);

    private static OutboxEntry Entry(long number, string session = "s") =>
        new(number, session, number, MessageKind.Zone, DateTimeOffset.UnixEpoch, ReadOnlyMemory<byte>.Empty);

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private static DeliveryWindow With(params long[] numbers)
    {
        var window = new DeliveryWindow(8, ResendAfter);
        foreach (var number in numbers)
            window.Take(Entry(number));
        return window;
    }

    private static long[] Sent(DeliveryWindow window, double seconds) => [.. window.Send(At(seconds)).Select(entry => entry.Number)];

    [Fact]
    public void Send_NewEntries_GoOutInOrderAndOnce()
    {
        var window = With(3, 5, 9);
        Sent(window, 0).ShouldBe([3, 5, 9]);
        Sent(window, 1000).ShouldBeEmpty();
        window.Cursor.ShouldBe(9);
        window.Room.ShouldBe(5);
    }

    [Fact]
    public void Send_PublishedButNotAcknowledged_GoesOutAgainAfterTheWait()
    {
        var window = With(1, 2);
        window.Send(At(0));
        window.Published(1, At(1));
        window.Published(2, At(2));
        Sent(window, 30.9).ShouldBeEmpty();
        Sent(window, 31).ShouldBe([1]);
        Sent(window, 32).ShouldBe([2]);
    }

    [Fact]
    public void Send_AfterFailures_WaitsTwiceAsLongEachTime()
    {
        var window = With(1);
        var now = 0.0;
        foreach (var wait in (double[])[1, 2, 4, 8, 16, 32, 60, 60])
        {
            Sent(window, now).ShouldBe([1]);
            window.Failed(1, At(now));
            Sent(window, now + wait - 0.01).ShouldBeEmpty();
            now += wait;
        }
    }

    [Fact]
    public void Send_OneEntryRefusedForEver_HoldsUpNoOther()
    {
        var window = With(1);
        for (var number = 2; number < 100; number++)
        {
            window.Take(Entry(number));
            foreach (var entry in window.Send(At(number)))
            {
                if (entry.Number == 1)
                    window.Failed(1, At(number));
                else
                    window.Published(entry.Number, At(number));
            }
            window.Acknowledged("s", [new SeqRange(2, number)]);
        }
        window.Count.ShouldBe(1);
        window.Cursor.ShouldBe(99);
    }

    [Fact]
    public void Reconnected_WhateverWasSentOrFailed_IsDueAtOnceInOrder()
    {
        var window = With(1, 2, 3);
        window.Send(At(0));
        window.Published(1, At(0));
        window.Failed(2, At(0));
        window.Failed(3, At(0));
        window.Reconnected();
        Sent(window, 0).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Reconnected_WhilePublishIsUnderWay_IsNotSentTwiceAtOnce()
    {
        var window = With(1);
        window.Send(At(0));
        window.Reconnected();
        Sent(window, 0).ShouldBeEmpty();
        window.Failed(1, At(0));
        Sent(window, 1).ShouldBe([1]);
    }

    [Fact]
    public void Acknowledged_BeforeThePublishReturns_IsForgottenForGood()
    {
        var window = With(1, 2);
        window.Send(At(0));
        window.Acknowledged("s", [new SeqRange(1, 1)]).ShouldBe(1);
        window.Published(1, At(1));
        window.Failed(1, At(1));
        window.Count.ShouldBe(1);
    }

    [Fact]
    public void Acknowledged_OtherSessionOrOtherNumbers_ChangesNothing()
    {
        var window = With(1, 2);
        window.Acknowledged("other", [new SeqRange(1, 2)]).ShouldBe(0);
        window.Acknowledged("s", [new SeqRange(3, 9)]).ShouldBe(0);
        window.Acknowledged("s", []).ShouldBe(0);
        window.Count.ShouldBe(2);
    }

    [Fact]
    public void UntilDue_NamesTheSoonest()
    {
        var window = With();
        window.UntilDue(At(0)).ShouldBeNull();
        window.Take(Entry(1));
        window.Take(Entry(2));
        window.UntilDue(At(5)).ShouldBe(TimeSpan.Zero);
        window.Send(At(5));
        window.UntilDue(At(5)).ShouldBeNull();
        window.Published(1, At(5));
        window.Failed(2, At(5));
        window.UntilDue(At(5)).ShouldBe(At(1));
    }

    [Fact]
    public void Take_BeyondTheWindowOrOutOfOrder_IsAnError()
    {
        Should.Throw<InvalidOperationException>(() => With(2, 1));
        Should.Throw<InvalidOperationException>(() => With(1, 2, 3, 4, 5, 6, 7, 8, 9));
    }

    [Fact]
    public void TenThousandEntries_LeaveNoState()
    {
        var window = new DeliveryWindow(4, ResendAfter);
        for (var number = 1; number <= 10_000; number++)
        {
            window.Take(Entry(number, $"session-{number % 7}"));
            window.Send(At(number));
            window.Published(number, At(number));
            window.Acknowledged($"session-{number % 7}", [new SeqRange(number, number)]);
        }
        window.Count.ShouldBe(0);
        window.Room.ShouldBe(4);
    }
}
