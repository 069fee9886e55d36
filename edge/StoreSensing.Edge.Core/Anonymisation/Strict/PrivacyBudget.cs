using StoreSensing.Contracts.Wire;

namespace StoreSensing.Edge.Core.Anonymisation.Strict;

/// <summary>A share of a day's budget, held by this process.</summary>
/// <param name="Day">The day.</param>
/// <param name="EpsilonMicros">Privacy loss that it may cause any one track in all, millionths of ε.</param>
public sealed record BudgetShare(DateOnly Day, long EpsilonMicros);

/// <summary>
/// The daily privacy budget. What one track contributes is bounded over the day, and the process that knows how much each has contributed holds one share of the
/// budget for the day. A restart forgets: whoever stands in the shop becomes a new track and may contribute anew, so what was held counts as spent and the new
/// process takes a share of the rest. The ledger is written before anything is told. Not thread-safe.
/// </summary>
public sealed class PrivacyBudget
{
    // Of what is left, four fifths: an undisturbed day has 1.25 times the noise of the whole budget, the first restart leaves a sixth of it, and so on.
    private const long Taken = 4;
    private const long Of = 5;

    // Below this part of the day's budget noise drowns everything: silence is the clearer answer.
    private const long LeastPart = 50;
    private const long Micro = 1_000_000;
    private const int MostHeld = 2;
    private readonly IPrivacyLedger _ledger;
    private readonly long _daily;
    private readonly Action<string> _trouble;
    private readonly List<BudgetShare> _held = [];
    private LedgerEntry? _entry;
    private bool _isRead;
    private string? _said;

    /// <summary>Takes nothing yet.</summary>
    /// <param name="epsilonPerDay">Most privacy loss of a track over a day.</param>
    /// <param name="ledger">Where it is written down.</param>
    /// <param name="trouble">Is told, in a sentence, why nothing can be told; once per reason.</param>
    public PrivacyBudget(double epsilonPerDay, IPrivacyLedger ledger, Action<string> trouble)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epsilonPerDay);
        (_ledger, _trouble) = (ledger, trouble);
        EpsilonPerDay = epsilonPerDay;
        _daily = (long)Math.Floor(epsilonPerDay * Micro);
    }

    /// <summary>Privacy loss of a whole day.</summary>
    public double EpsilonPerDay { get; }

    /// <summary>The first share of a day of so much ε, millionths of ε.</summary>
    public static long FirstShareMicrosOf(double epsilonPerDay) => (long)Math.Floor(epsilonPerDay * Micro) * Taken / Of;

    /// <summary>How the budget stands.</summary>
    public PrivacyBudgetStatus Status => new()
    {
        Day = _entry?.Day,
        EpsilonPerDay = EpsilonPerDay,
        Spent = (double)(_entry?.SpentMicros ?? 0) / Micro,
        Starts = _entry?.Starts ?? 0,
        Silent = _said is not null,
    };

    /// <summary>
    /// The share for windows of <paramref name="day"/>; null when nothing may be told of it. A day before the latest one in the ledger is told from the latest
    /// one's share, and so is a day that comes sooner than the machine's own time allows: turning clocks makes no budget.
    /// </summary>
    public BudgetShare? For(DateOnly day)
    {
        if (_held.Find(share => share.Day == day) is { } held)
            return held;
        try
        {
            Read(day);
            var asked = day;
            if (_entry is { } latest && (day < latest.Day || (day > latest.Day && ComesTooSoon(latest))))
                day = latest.Day;
            return _held.Find(share => share.Day == day) ?? Open(day, asked);
        }
        catch (PrivacyLedgerException e)
        {
            Say(e.Message);
            return null;
        }
    }

    private void Read(DateOnly day)
    {
        if (_isRead)
            return;
        try
        {
            _entry = _ledger.Read();
        }
        catch (PrivacyLedgerException e)
        {
            // Nobody knows what was spent: all of today's. Known here first, so that a write that fails makes it no less.
            Say(e.Message);
            _entry = Entry(day, _daily, 0);
            _isRead = true;
            _ledger.Write(_entry);
        }
        _isRead = true;
    }

    private BudgetShare? Open(DateOnly day, DateOnly asked)
    {
        var spent = _entry is { } entry && entry.Day == day ? entry.SpentMicros : 0;
        var share = Math.Max(0, _daily - spent) * Taken / Of;
        if (share * LeastPart < _daily || share == 0)
        {
            Say($"the privacy budget of {day:yyyy-MM-dd} is spent (ε {EpsilonPerDay:0.###}): nothing more is told until the next day{(asked < day ? $"; the clock says {asked:yyyy-MM-dd}: where it was once set wrong, delete the ledger" : "")}");
            return null;
        }
        var taken = Entry(day, spent + share, (_entry is { } e && e.Day == day ? e.Starts : 0) + 1);
        _ledger.Write(taken); // before anything is told: a kill after it wastes a share, a kill before it tells nothing
        _entry = taken;
        _said = null;
        if (_held.Count == MostHeld)
            _held.RemoveAt(0);
        var opened = new BudgetShare(day, share);
        _held.Add(opened);
        return opened;
    }

    private LedgerEntry Entry(DateOnly day, long spent, int starts)
    {
        var isSameBoot = _entry?.Boot == _ledger.Boot;
        var isNewDay = _entry?.Day != day;
        return new LedgerEntry(
            day, spent, starts, _ledger.Boot,
            isSameBoot ? _entry!.FirstOpened : _ledger.SinceBoot,
            isSameBoot ? _entry!.DaysOpened + (isNewDay ? 1 : 0) : 1);
    }

    // Within one boot its own time is known: n days and a part of one can't hold more than n + 2 dates.
    private bool ComesTooSoon(LedgerEntry latest) =>
        latest.Boot == _ledger.Boot && latest.DaysOpened >= 2 + (int)(_ledger.SinceBoot - latest.FirstOpened).TotalDays;

    private void Say(string reason)
    {
        if (_said != reason)
            _trouble(reason);
        _said = reason;
    }
}
