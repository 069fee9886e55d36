namespace StoreSensing.Edge.Core.Anonymisation.Strict;

/// <summary>Where the day's privacy budget is written down, so that no restart makes it new. Called by one thread at a time.</summary>
public interface IPrivacyLedger
{
    /// <summary>Names the machine's current boot; changes with each.</summary>
    string Boot { get; }

    /// <summary>Time since that boot; no clock's step changes it.</summary>
    TimeSpan SinceBoot { get; }

    /// <summary>What is written down; null where nothing ever was.</summary>
    /// <exception cref="PrivacyLedgerException">It can't be read, or is damaged.</exception>
    LedgerEntry? Read();

    /// <summary>Writes it down; durable when it returns.</summary>
    /// <exception cref="PrivacyLedgerException">It can't be written.</exception>
    void Write(LedgerEntry entry);
}

/// <summary>The ledger of one device.</summary>
/// <param name="Day">The latest day on which something was told.</param>
/// <param name="SpentMicros">Privacy loss taken on that day, millionths of ε.</param>
/// <param name="Starts">Processes that took a share on that day.</param>
/// <param name="Boot">The boot in which it was written.</param>
/// <param name="FirstOpened">Time since that boot at which a day was opened first in it.</param>
/// <param name="DaysOpened">Days that were opened in that boot.</param>
public sealed record LedgerEntry(DateOnly Day, long SpentMicros, int Starts, string Boot, TimeSpan FirstOpened, int DaysOpened);

/// <summary>The ledger fails; the message is a sentence.</summary>
public sealed class PrivacyLedgerException(string message, Exception? cause = null) : Exception(message, cause);
