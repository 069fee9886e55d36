namespace StoreSensing.Models.Fetch;

/// <summary>Something could not be brought, in one sentence.</summary>
/// <param name="message">Names the file or address.</param>
/// <param name="network">Whether trying again later may help.</param>
internal sealed class FetchException(string message, bool network) : Exception(message)
{
    /// <summary>1 for the network, 2 for input that will never work.</summary>
    public int ExitCode => network ? 1 : 2;

    public static FetchException Network(string message) => new(message, network: true);

    public static FetchException Refused(string message) => new(message, network: false);
}
