namespace StoreSensing.Edge.Core.Detection;

/// <summary>Collects what a decoder finds before suppression: when there is no more room, the weakest gives way.</summary>
internal ref struct Candidates<T>(Span<T> into)
    where T : struct, IScoredBox
{
    private readonly Span<T> _into = into;

    public int Count { get; private set; }

    public void Add(in T found)
    {
        if (!found.Box.IsValid)
            return;
        if (Count < _into.Length)
        {
            _into[Count++] = found;
            return;
        }
        var weakest = 0;
        for (var i = 1; i < _into.Length; i++)
            if (_into[i].Score < _into[weakest].Score)
                weakest = i;
        if (found.Score > _into[weakest].Score)
            _into[weakest] = found;
    }
}
