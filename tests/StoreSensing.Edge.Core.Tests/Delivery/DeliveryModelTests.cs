using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Delivery;

namespace StoreSensing.Edge.Core.Tests.Delivery;

/// <summary>
/// Random histories of a device, a broker and a cloud that lose what they may lose, against the plainest model: a set of what was added
/// and a set of what the cloud stored.
/// </summary>
public sealed class DeliveryModelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(32)]
    public void RandomHistory_WhateverIsLostOnTheWay_EverythingArrivesAndNothingStays(int windowSize)
    {
        for (var seed = 0; seed < 100; seed++)
            new History(seed, windowSize).Run();
    }

    private sealed class History(int seed, int windowSize)
    {
        private readonly Random _random = new(seed);
        private readonly DeliveryWindow _window = new(windowSize, TimeSpan.FromSeconds(30));
        private readonly SortedDictionary<long, OutboxEntry> _disk = [];
        private readonly List<OutboxEntry> _underWay = [];
        private readonly List<(string Session, long Seq)> _acknowledgements = [];
        private readonly HashSet<(string, long)> _stored = [];
        private readonly HashSet<long> _everSent = [];
        private long _added;
        private long _lastFirstTransmission;
        private TimeSpan _now;

        public void Run()
        {
            for (var step = 0; step < 400; step++)
                Step(_random.Next(100), lossy: true);
            // The line is good from here on: everything must arrive within a bounded number of steps.
            for (var step = 0; step < 4000 && _disk.Count > 0; step++)
                Step(20 + _random.Next(75), lossy: false);
            _disk.ShouldBeEmpty($"seed {seed}");
            _window.Count.ShouldBe(0, $"seed {seed}");
            _stored.Count.ShouldBe((int)_added, $"seed {seed}");
        }

        private void Step(int dice, bool lossy)
        {
            switch (dice)
            {
                case < 20:
                    Add();
                    break;
                case < 45:
                    Send();
                    break;
                case < 70:
                    Finish(lossy);
                    break;
                case < 85:
                    Acknowledge(lossy);
                    break;
                case < 95:
                    _now += TimeSpan.FromSeconds(_random.Next(20));
                    break;
                default:
                    Disconnect();
                    break;
            }
            _window.Count.ShouldBeLessThanOrEqualTo(windowSize);
        }

        private void Add()
        {
            var number = ++_added;
            var session = $"session-{number / 50}";
            _disk.Add(number, new OutboxEntry(number, session, number, MessageKind.Zone, DateTimeOffset.UnixEpoch, ReadOnlyMemory<byte>.Empty));
        }

        private void Send()
        {
            foreach (var entry in _disk.Values.Where(entry => entry.Number > _window.Cursor).Take(_window.Room).ToList())
                _window.Take(entry);
            foreach (var entry in _window.Send(_now))
            {
                if (_everSent.Add(entry.Number))
                {
                    entry.Number.ShouldBeGreaterThan(_lastFirstTransmission, $"seed {seed}: first transmissions are in order");
                    _lastFirstTransmission = entry.Number;
                }
                _underWay.Contains(entry).ShouldBeFalse($"seed {seed}: nothing is under way twice at one time");
                _underWay.Add(entry);
            }
        }

        /// <summary>A publish ends: it arrived and we know; it arrived and we don't; or it never arrived.</summary>
        private void Finish(bool lossy)
        {
            if (_underWay.Count == 0)
                return;
            var entry = _underWay[_random.Next(_underWay.Count)];
            _underWay.Remove(entry);
            var fate = lossy ? _random.Next(3) : 0;
            if (fate < 2)
                Store(entry);
            if (fate == 0)
                _window.Published(entry.Number, _now);
            else
                _window.Failed(entry.Number, _now);
        }

        private void Store(OutboxEntry entry)
        {
            _stored.Add((entry.Session, entry.Seq));
            _acknowledgements.Add((entry.Session, entry.Seq));
        }

        private void Acknowledge(bool lossy)
        {
            if (_acknowledgements.Count == 0)
                return;
            var (session, seq) = _acknowledgements[_random.Next(_acknowledgements.Count)];
            _acknowledgements.Remove((session, seq));
            if (lossy && _random.Next(3) == 0)
                return;
            _stored.Contains((session, seq)).ShouldBeTrue();
            foreach (var entry in _disk.Values.Where(entry => entry.Session == session && entry.Seq == seq).ToList())
                _disk.Remove(entry.Number);
            _window.Acknowledged(session, [new SeqRange(seq, seq)]);
        }

        private void Disconnect()
        {
            foreach (var entry in _underWay)
            {
                if (_random.Next(2) == 0)
                    Store(entry);
                _window.Failed(entry.Number, _now);
            }
            _underWay.Clear();
            _window.Reconnected();
        }
    }
}
