namespace StoreSensing.Contracts.Audit;

/// <summary>How an audit is told.</summary>
/// <param name="Json">A line of JSON a message instead of text.</param>
/// <param name="Quiet">Only what is wrong, and the summary.</param>
public readonly record struct AuditOptions(bool Json, bool Quiet);

/// <summary>Messages → verdicts → lines → exit code.</summary>
public static class AuditRun
{
    /// <summary>No finding.</summary>
    public const int Clean = 0;

    /// <summary>Something left that should not have.</summary>
    public const int Findings = 1;

    /// <summary>Judges all messages, writes as it goes and the summary at the end, cancelled or not.</summary>
    /// <returns><see cref="Clean"/> or <see cref="Findings"/>.</returns>
    public static async Task<int> OverAsync(IAsyncEnumerable<CapturedMessage> messages, AuditOptions options, TextWriter output, CancellationToken cancellation)
    {
        var auditor = new WireAuditor();
        try
        {
            await foreach (var message in messages.WithCancellation(cancellation))
                Tell(auditor.Judge(message), options, output);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The end of a live audit.
        }
        foreach (var line in options.Json ? [AuditJson.Line(auditor.Summary)] : AuditText.Lines(auditor.Summary))
            await output.WriteLineAsync(line);
        return auditor.Summary.Findings == 0 ? Clean : Findings;
    }

    private static void Tell(AuditedMessage message, AuditOptions options, TextWriter output)
    {
        if (options.Json && (!options.Quiet || message.Findings.Count > 0))
            output.WriteLine(AuditJson.Line(message));
        foreach (var line in options.Json ? [] : AuditText.Lines(message, withFields: !options.Quiet))
            output.WriteLine(line);
    }
}
