namespace StoreSensing.Edge.Core.Detection;

/// <summary>Collects what a decoder finds before suppression: when there is no more room, the weakest gives way.</summary>
internal ref struct Candidates(Span<Detection> into)
{
    private readonly Span<Detection> _into = into;

    public int Count { get; private set; }

    public void Add(in Box box, float score)
    {
        if (!box.IsValid)
            return;
        if (Count < _into.Length)
        {
            _into[Count++] = new Detection(box, score);
            return;
        }
        var weakest = 0;
        for (var i = 1; i < _into.Length; i++)
            if (_into[i].Score < _into[weakest].Score)
                weakest = i;
        if (score > _into[weakest].Score)
            _into[weakest] = new Detection(box, score);
    }
}
