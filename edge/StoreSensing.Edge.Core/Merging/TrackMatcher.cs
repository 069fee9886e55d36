using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Merging;

/// <summary>
/// Finds out which person a new track belongs to: somebody whom another camera has been seeing in the same place for a while, somebody who
/// has just walked out of another camera's view, or nobody known.
/// </summary>
internal sealed class TrackMatcher(MergedPeople people, MergeOptions options, Action<bool> matched)
{
    private const int Most = 256;

    // A rival this near (in gates) makes a choice ambiguous.
    private const double Margin = 0.3;

    // Somebody just lost may be anywhere within reach, so being near one's expected place says less than having been together.
    private const double HandoverPenalty = 1;
    private const double MetresPerSecond = 0.7; // how far the expected place is off, by time unseen
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(1);
    private const double Strange = 1e6;
    private const double Possible = 2e6;
    private readonly SparseAssignment _assignment = new(Most, Most, Most * Most);
    private readonly double[] _cost = new double[Most * Most];
    private readonly CameraTrack[] _waiting = new CameraTrack[Most];
    private readonly int[] _candidates = new int[Most];
    private readonly int[] _fresh = new int[Most];
    private int _added;

    private enum Relation
    {
        Strange,
        Possible,
        Near,
    }

    /// <summary>Decides about every track that waits and can be decided about.</summary>
    public void Decide(IReadOnlyList<CameraTrack> tracks, TimeSpan until, bool final)
    {
        var waiting = 0;
        for (var i = 0; i < tracks.Count && waiting < Most; i++)
            if (tracks[i] is { InUse: true, Person: CameraTrack.Nobody } track && track.HasNext && track.Upcoming.At <= until)
                _waiting[waiting++] = track;
        if (waiting == 0)
            return;
        var candidates = 0;
        for (var slot = 0; slot < people.Limit && candidates < Most; slot++)
            if (people[slot].InUse)
                _candidates[candidates++] = slot;
        for (var row = 0; row < waiting; row++)
            for (var column = 0; column < candidates; column++)
                Cost(row, column) = Relate(_waiting[row], people[_candidates[column]], until, IsDue(_waiting[row], until, final), out var cost) switch
                {
                    Relation.Near => cost,
                    Relation.Possible => Possible,
                    _ => Strange,
                };
        Assign(waiting, candidates);
        _added = 0;
        for (var row = 0; row < waiting; row++)
            Settle(row, candidates, until, IsDue(_waiting[row], until, final));
    }

    private ref double Cost(int row, int column) => ref _cost[(row * Most) + column];

    // As many as possible are somebody known, and of these choices the nearest.
    private void Assign(int rows, int columns)
    {
        _assignment.Begin(columns);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
                if (Cost(row, column) < Strange)
                    _assignment.Allow(column, (float)Cost(row, column));
            _assignment.EndRow();
        }
        _assignment.Solve(alone: 1000);
    }

    private bool IsDue(CameraTrack track, TimeSpan until, bool final) => final || track.Ended || until - track.Since >= options.Decide;

    private void Settle(int row, int candidates, TimeSpan until, bool due)
    {
        var track = _waiting[row];
        if (_assignment.ColumnOf(row) is var column && column >= 0)
        {
            var ambiguous = IsAmbiguous(row, column, candidates);
            if (ambiguous && !due)
                return; // a moment later it may be clear
            people.Join(_candidates[column], track);
            matched(ambiguous);
            return;
        }
        for (var other = 0; other < candidates && !due; other++)
            if (Cost(row, other) != Strange)
                return;
        for (var i = 0; i < _added; i++)
        {
            // Somebody whom two cameras begin to see at once must not become two.
            var relation = Relate(track, people[_fresh[i]], until, due, out _);
            if (relation == Relation.Possible && !due)
                return;
            if (relation != Relation.Near)
                continue;
            people.Join(_fresh[i], track);
            matched(false);
            return;
        }
        if (people.Add(track) is var slot && slot >= 0)
            _fresh[_added++] = slot;
    }

    private bool IsAmbiguous(int row, int column, int candidates)
    {
        for (var other = 0; other < candidates; other++)
            if (other != column && Cost(row, other) < Cost(row, column) + Margin)
                return true;
        return false;
    }

    private Relation Relate(CameraTrack track, MergedPerson person, TimeSpan until, bool due, out double cost)
    {
        cost = 0;
        var first = track.Upcoming.At;
        var former = person.Members[track.Camera];
        if (former is not null && (former.SeenSince(first) || person.MemberCount == 1))
            return Relation.Strange; // the camera sees both, or it must know itself whom it lost
        var (common, squares, gate, from, to) = (0, 0.0, 0.0, TimeSpan.MaxValue, TimeSpan.MinValue);
        for (var number = track.Path.Count - 1; number >= Math.Max(track.Next, track.Path.Oldest); number--)
        {
            ref readonly var own = ref track.Path[number];
            if (own.At > until)
                continue;
            if (to != TimeSpan.MinValue && to - own.At > Recent)
                break;
            foreach (var member in person.Members)
            {
                if (member is null || member.Camera == track.Camera || !member.Path.TryAt(own.At, out var position, out var variance))
                    continue;
                squares += Squared(own.Position, position);
                gate += people.Gate(own.Variance, variance);
                common++;
                (from, to) = (own.At < from ? own.At : from, own.At > to ? own.At : to);
            }
        }
        if (common == 0)
            return Lost(track, person, first, out cost);
        var distance = Math.Sqrt(squares / common) / (gate / common);
        cost = distance;
        if (distance > 2.5)
            return Relation.Strange;
        var known = common >= 3 && to - from >= options.Together;
        return distance <= 1 && (known || due) ? Relation.Near : Relation.Possible;
    }

    private Relation Lost(CameraTrack track, MergedPerson person, TimeSpan first, out double cost)
    {
        cost = 0;
        var unseen = (first - person.LastSeen()).TotalSeconds;
        if (person.Last is null || unseen < 0 || unseen > options.Handover.TotalSeconds)
            return Relation.Strange;
        ref readonly var own = ref track.Upcoming;
        var distance = Math.Sqrt(Squared(own.Position, person.Expected(first))) / (people.Gate(own.Variance, own.Variance) + (MetresPerSecond * unseen));
        cost = HandoverPenalty + distance;
        return distance <= 1 ? Relation.Near : Relation.Strange;
    }

    private static double Squared(PlanePoint a, PlanePoint b) => ((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y));
}
