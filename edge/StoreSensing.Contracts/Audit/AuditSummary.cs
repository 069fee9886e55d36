namespace StoreSensing.Contracts.Audit;

/// <summary>What an audit saw, per kind of message.</summary>
public sealed class AuditSummary
{
    // A message from outside can bring ever new names of fields.
    private const int MostPaths = 2000;

    private readonly SortedDictionary<string, KindTotals> _kinds = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _rules = new(StringComparer.Ordinal);

    /// <summary>Totals by kind.</summary>
    public IReadOnlyDictionary<string, KindTotals> Kinds => _kinds;

    /// <summary>Findings by rule.</summary>
    public IReadOnlyDictionary<string, long> Rules => _rules;

    /// <summary>Messages.</summary>
    public long Messages => _kinds.Values.Sum(k => k.Messages);

    /// <summary>Bytes of their bodies.</summary>
    public long Bytes => _kinds.Values.Sum(k => k.Bytes);

    /// <summary>Findings.</summary>
    public long Findings => _rules.Values.Sum();

    /// <summary>Messages with at least one finding.</summary>
    public long Flagged { get; private set; }

    internal void Add(AuditedMessage message)
    {
        if (!_kinds.TryGetValue(message.Kind, out var totals))
            _kinds[message.Kind] = totals = new KindTotals();
        totals.Messages++;
        totals.Bytes += message.Bytes;
        foreach (var field in message.Fields)
            if (totals.Paths.Count < MostPaths || totals.Paths.ContainsKey(field.Path))
                totals.Paths[field.Path] = field.Permitted;
        foreach (var finding in message.Findings)
            _rules[finding.Rule] = _rules.GetValueOrDefault(finding.Rule) + 1;
        Flagged += message.Findings.Count > 0 ? 1 : 0;
    }
}

/// <summary>One kind's totals.</summary>
public sealed class KindTotals
{
    /// <summary>Messages.</summary>
    public long Messages { get; internal set; }

    /// <summary>Bytes of their bodies.</summary>
    public long Bytes { get; internal set; }

    /// <summary>Distinct field paths, and how the schema permits each; null: it does not.</summary>
    public SortedDictionary<string, string?> Paths { get; } = new(StringComparer.Ordinal);
}
