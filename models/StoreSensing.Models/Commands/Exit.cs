using StoreSensing.Edge.Core.Inference;
using StoreSensing.Models.Fetch;
using StoreSensing.Models.Import;

namespace StoreSensing.Models.Commands;

/// <summary>Turns what went wrong into one sentence and an exit code: 0 well, 1 the network, 2 input that will never work.</summary>
internal static class Exit
{
    public const int Input = 2;

    public static async Task<int> CodeOf(Func<Task<int>> command, TextWriter error)
    {
        try
        {
            return await command();
        }
        catch (FetchException e)
        {
            error.WriteLine(e.Message);
            return e.ExitCode;
        }
        catch (Exception e) when (e is InferenceException or ImportException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine(e.Message);
            return Input;
        }
        catch (OperationCanceledException)
        {
            error.WriteLine("stopped; what is finished is kept, run the command again to go on");
            return 1;
        }
    }
}
