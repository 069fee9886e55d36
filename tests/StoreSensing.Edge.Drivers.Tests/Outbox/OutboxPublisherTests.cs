using System.Collections.Concurrent;
using System.Text;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Delivery;
using StoreSensing.Edge.Drivers.Outbox;
using StoreSensing.Testing;
using static StoreSensing.Edge.Drivers.Tests.Outbox.Messages;

namespace StoreSensing.Edge.Drivers.Tests.Outbox;

public sealed class OutboxPublisherTests : IDisposable
{
    private static readonly DeviceAddress Address = new("acme", "berlin", "cam-1");

    private readonly TemporaryFolder _folder = new();
    private readonly RecordingLogger _log = new();
    private readonly ManualTime _time = new(Start.AddSeconds(60));
    private readonly ConcurrentQueue<(string Topic, string Payload)> _sent = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SqliteOutbox _outbox;
    private volatile Func<string, Task> _broker = _ => Task.CompletedTask;
    private Task _running = Task.CompletedTask;

    public OutboxPublisherTests() => _outbox = new SqliteOutbox(new OutboxOptions { File = _folder.File("outbox.db") }, _time, _log);

    public void Dispose()
    {
        _stop.Cancel();
        _running.Wait(TimeSpan.FromSeconds(10)).ShouldBeTrue();
        _outbox.Dispose();
        _folder.Dispose();
        _stop.Dispose();
    }

    private OutboxPublisher Run(PublisherOptions? options = null)
    {
        var publisher = new OutboxPublisher(_outbox, Publish, Address, options ?? new PublisherOptions(), _time, _log);
        _running = Task.Run(() => publisher.RunAsync(_stop.Token));
        return publisher;
    }

    private Task Publish(string topic, ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        _sent.Enqueue((topic, Encoding.UTF8.GetString(payload.Span)));
        return _broker(topic);
    }

    private void Add(OutboxPublisher? publisher, params long[] seqs)
    {
        foreach (var seq in seqs)
            _outbox.Add(Message(seq));
        publisher?.Notify();
    }

    private long[] SentSeqs() => [.. _sent.Select(item => long.Parse(item.Payload.Split("\"seq\":")[1].Split(',')[0]))];

    private static byte[] Ack(params (long First, long Last)[] ranges) => Encoding.UTF8.GetBytes(
        $$"""{"schema":"ack/1","session":"session-1","ranges":[{{string.Join(',', ranges.Select(range => $"[{range.First},{range.Last}]"))}}]}""");

    [Fact]
    public async Task RunAsync_WhatWaitsAndWhatIsAdded_GoesOutInOrderOnItsTopic()
    {
        _outbox.Add(Message(1));
        _outbox.Add(Message(2, kind: MessageKind.Heat));
        var publisher = Run();
        await Eventually.True(() => _sent.Count == 2, "what waited is sent");
        Add(publisher, 3);
        await Eventually.True(() => _sent.Count == 3, "what was added is sent");

        SentSeqs().ShouldBe([1, 2, 3]);
        _sent.Select(item => item.Topic).ShouldBe(
            ["storesensing/v1/acme/berlin/cam-1/zone", "storesensing/v1/acme/berlin/cam-1/heat", "storesensing/v1/acme/berlin/cam-1/zone"]);
        _outbox.Status.Pending.ShouldBe(3, "the broker's acknowledgement deletes nothing");
    }

    [Fact]
    public async Task OnAck_StoredRanges_LeaveTheOutbox()
    {
        var publisher = Run();
        Add(publisher, 1, 2, 3, 4);
        await Eventually.True(() => _sent.Count == 4, "all are sent");

        publisher.OnAck(Ack((1, 2), (4, 4)));

        await Eventually.True(() => _outbox.Status.Pending == 1, "three are forgotten");
        _outbox.Pending(0, 10).Single().Seq.ShouldBe(3);
    }

    [Fact]
    public async Task OnAck_Nonsense_IsLoggedAndIgnored()
    {
        var publisher = Run();
        Add(publisher, 1);
        publisher.OnAck("garbage"u8);
        publisher.OnAck(Ack((9, 1)));
        publisher.OnAck(Ack((1, 1)));

        await Eventually.True(() => _outbox.Status.Pending == 0, "the good one counts");
        _log.Lines.Count(line => line.Contains("is not understood") || line.Contains("was not understood")).ShouldBe(2);
    }

    [Fact]
    public async Task Window_NothingAcknowledged_StopsAtItsSize()
    {
        var publisher = Run(new PublisherOptions { Window = 4 });
        Add(publisher, [.. Enumerable.Range(1, 20).Select(seq => (long)seq)]);
        await Eventually.True(() => _sent.Count == 4, "the window is filled");

        publisher.OnAck(Ack((1, 3)));

        await Eventually.True(() => _sent.Count == 7, "three more go out");
        SentSeqs().ShouldBe([1, 2, 3, 4, 5, 6, 7]);
    }

    [Fact]
    public async Task Unacknowledged_AfterThirtySeconds_IsSentAgain()
    {
        var publisher = Run();
        Add(publisher, 1, 2);
        await Eventually.True(() => _sent.Count == 2, "both are sent");
        publisher.OnAck(Ack((2, 2)));
        await Eventually.True(() => _outbox.Status.Pending == 1, "one is forgotten");

        _time.Advance(TimeSpan.FromSeconds(29));
        publisher.Notify();
        _time.Advance(TimeSpan.FromSeconds(1));
        publisher.Notify();

        await Eventually.True(() => _sent.Count == 3, "the other is sent again");
        SentSeqs().ShouldBe([1, 2, 1]);
    }

    [Fact]
    public async Task Unacknowledged_TheBrokersWordCameLate_IsSentAgainWithoutBeingAsked()
    {
        var broker = new TaskCompletionSource();
        _broker = _ => broker.Task;
        var publisher = Run(new PublisherOptions { ResendAfter = TimeSpan.FromSeconds(1) });
        Add(publisher, 1);
        await Eventually.True(() => _sent.Count == 1, "it is on its way");

        broker.SetResult();

        // Every signal would wake the loop; the cloud's word is lost, so that none comes.
        await Eventually.True(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(0.1));
                return _sent.Count >= 2;
            },
            "it is sent again");
    }

    [Fact]
    public async Task OnConnected_WhatWasOnItsWay_IsSentAgainAtOnce()
    {
        var publisher = Run();
        Add(publisher, 1, 2);
        await Eventually.True(() => _sent.Count == 2, "both are sent");

        publisher.OnConnected();

        await Eventually.True(() => _sent.Count == 4, "both are sent again");
        SentSeqs().ShouldBe([1, 2, 1, 2]);
    }

    [Fact]
    public async Task PublishFails_IsLoggedOnceAndTriedAgainOnConnect()
    {
        _broker = _ => throw new InvalidOperationException("not connected");
        var publisher = Run();
        Add(publisher, 1, 2, 3);
        await Eventually.True(() => _sent.Count == 3, "all are tried");
        await Eventually.True(() => !_log.Lines.IsEmpty, "it is logged");

        _broker = _ => Task.CompletedTask;
        publisher.OnConnected();

        await Eventually.True(() => _sent.Count == 6, "all are tried again");
        _log.Lines.Count(line => line.Contains("publishing stopped: not connected")).ShouldBe(1);
    }

    [Fact]
    public async Task DeliveryBroker_OnTheBrokersWord_LeavesTheOutbox()
    {
        var held = new TaskCompletionSource();
        _broker = topic => topic.EndsWith("heat") ? held.Task : Task.CompletedTask;
        var publisher = Run(new PublisherOptions { Delivery = DeliveryMode.Broker });
        _outbox.Add(Message(1));
        _outbox.Add(Message(2, kind: MessageKind.Heat));
        publisher.Notify();

        await Eventually.True(() => _outbox.Status.Pending == 1, "the acknowledged one is forgotten");
        _outbox.Pending(0, 10).Single().Kind.ShouldBe(MessageKind.Heat);
        held.SetResult();
        await Eventually.True(() => _outbox.Status.Pending == 0, "so is the other");
    }

    [Fact]
    public async Task Publish_LongAfterItsWindow_SaysLate()
    {
        var publisher = Run();
        Add(publisher, 1);
        await Eventually.True(() => _sent.Count == 1, "the first is sent");
        _time.Advance(TimeSpan.FromHours(1));
        Add(publisher, 2);

        await Eventually.True(() => _sent.Count >= 2, "the second is sent");
        _sent.First().Payload.ShouldContain("\"late\":false");
        _sent.Last().Payload.ShouldContain("\"late\":true");
    }

    [Fact]
    public async Task DrainAsync_AcknowledgedInTime_EndsWithNothingLeft()
    {
        var publisher = Run();
        Add(null, 1, 2, 3);

        var drain = publisher.DrainAsync(TimeSpan.FromSeconds(20));
        await Eventually.True(() => _sent.Count == 3, "all are sent");
        drain.IsCompleted.ShouldBeFalse();
        publisher.OnAck(Ack((1, 3)));

        (await drain).ShouldBe(0);
    }

    [Fact]
    public async Task DrainAsync_NoAnswer_EndsAfterTheTimeAndLeavesThemOnDisk()
    {
        var publisher = Run();
        Add(null, 1, 2);
        (await publisher.DrainAsync(TimeSpan.FromMilliseconds(200))).ShouldBe(2);
        _outbox.Pending(0, 10).Count.ShouldBe(2);
    }

    [Fact]
    public async Task DrainAsync_NothingWaits_EndsAtOnce()
    {
        var publisher = Run();
        (await publisher.DrainAsync(TimeSpan.FromSeconds(20)).WaitAsync(TimeSpan.FromSeconds(5))).ShouldBe(0);
    }
}
