namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>What to do after an answer.</summary>
internal enum WriteVerdict
{
    /// <summary>Nothing: it is done.</summary>
    Done,

    /// <summary>Try the same again after a while: the server is busy, restarting, or gone.</summary>
    Again,

    /// <summary>Send less at once.</summary>
    Smaller,

    /// <summary>Some points are refused: find out which.</summary>
    Partly,

    /// <summary>Give up: somebody must mend something first.</summary>
    Refused,
}

/// <summary>The rule by status code.</summary>
internal static class WriteVerdicts
{
    /// <summary>
    /// 1.x answers 400, 2.x 422 when it stored only some points. Those that it dropped because they are older than its retention policy are done: they would be deleted at once.
    /// </summary>
    public static WriteVerdict Of(InfluxAnswer answer) => answer switch
    {
        { IsGood: true } => WriteVerdict.Done,
        { Status: 400 or 422 } when answer.Error.Contains("beyond retention policy", StringComparison.OrdinalIgnoreCase) => WriteVerdict.Done,
        { Status: 400 or 422 } => WriteVerdict.Partly,
        { Status: 413 } => WriteVerdict.Smaller,
        { Status: 0 or 408 or 429 or >= 500 } => WriteVerdict.Again,
        _ => WriteVerdict.Refused,
    };
}
