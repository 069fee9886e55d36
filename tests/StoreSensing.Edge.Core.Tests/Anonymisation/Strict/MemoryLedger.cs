using StoreSensing.Edge.Core.Anonymisation.Strict;

namespace StoreSensing.Edge.Core.Tests.Anonymisation.Strict;

/// <summary>A ledger that outlives the processes of a test, on a machine whose time moves when told.</summary>
internal sealed class MemoryLedger : IPrivacyLedger
{
    public LedgerEntry? Written { get; set; }

    public string Boot { get; set; } = "boot-1";

    public TimeSpan SinceBoot { get; set; } = TimeSpan.FromHours(1);

    public bool IsFull { get; set; }

    public bool IsDamaged { get; set; }

    public LedgerEntry? Read() => IsDamaged ? throw new PrivacyLedgerException("it is damaged") : Written;

    public void Write(LedgerEntry entry)
    {
        if (IsFull)
            throw new PrivacyLedgerException("the disk is full");
        (Written, IsDamaged) = (entry, false);
    }
}
