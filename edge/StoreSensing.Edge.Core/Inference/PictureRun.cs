namespace StoreSensing.Edge.Core.Inference;

/// <summary>A run on a picture or a face, which is gone from the model's memory afterwards.</summary>
internal static class PictureRun
{
    /// <summary>Runs, and clears what was looked at, also where the runtime refused: the next picture may be hours away.</summary>
    public static void RunAndClear(this IInferenceSession session)
    {
        try
        {
            session.Run();
        }
        finally
        {
            session.Input(0).Clear();
        }
    }
}
